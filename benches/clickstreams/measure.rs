//! The measures, and how sure they are.

/// A score and what came of it.
#[derive(Clone, Copy)]
pub struct Scored {
    /// Whose it is: cases of one visitor depend on each other.
    pub visitor: usize,
    /// What the model said.
    pub score: f64,
    /// What came.
    pub truth: f64,
}

/// A measure with its 95 % interval.
#[derive(Clone, Copy)]
pub struct Measured {
    /// The measure.
    pub value: f64,
    /// Half of the interval's width.
    pub give: f64,
}

const RESAMPLES: usize = 200;

/// A statistic of all cases, and its spread over bootstrap samples of the visitors.
pub fn measured(cases: &[Scored], statistic: impl Fn(&[Scored]) -> f64) -> Measured {
    let of_one: Vec<&[Scored]> = cases.chunk_by(|one, next| one.visitor == next.visitor).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut pick = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        of_one[(state % of_one.len() as u64) as usize]
    };
    let mut values: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sample: Vec<Scored> = (0..of_one.len()).flat_map(|_| pick()).copied().collect();
            statistic(&sample)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let give = (values[RESAMPLES * 39 / 40] - values[RESAMPLES / 40]) / 2.0;
    Measured { value: statistic(cases), give }
}

/// The mean of the scores.
pub fn mean(cases: &[Scored]) -> f64 {
    cases.iter().map(|case| case.score).sum::<f64>() / cases.len().max(1) as f64
}

/// The probability that a case with truth 1 scores above one with truth 0.
pub fn auc(cases: &[Scored]) -> f64 {
    let scores: Vec<f64> = cases.iter().map(|case| case.score).collect();
    let ranks = ranks(&scores);
    let hits = cases.iter().filter(|case| case.truth > 0.5).count() as f64;
    let misses = cases.len() as f64 - hits;
    let sum: f64 =
        cases.iter().zip(&ranks).filter(|(case, _)| case.truth > 0.5).map(|(_, rank)| rank).sum();
    (sum - hits * (hits + 1.0) / 2.0) / (hits * misses)
}

/// The mean precision at each hit, from the highest score down.
pub fn average_precision(cases: &[Scored]) -> f64 {
    let mut sorted = cases.to_vec();
    sorted.sort_by(|one, other| other.score.total_cmp(&one.score));
    let (mut hits, mut sum) = (0.0, 0.0);
    for (index, case) in sorted.iter().enumerate() {
        if case.truth > 0.5 {
            hits += 1.0;
            sum += hits / (index + 1) as f64;
        }
    }
    sum / hits
}

/// The correlation of the ranks.
pub fn spearman(cases: &[Scored]) -> f64 {
    let column = |of: fn(&Scored) -> f64| -> Vec<f64> { cases.iter().map(of).collect() };
    let (scores, truths) = (ranks(&column(|case| case.score)), ranks(&column(|case| case.truth)));
    let middle = (cases.len() + 1) as f64 / 2.0;
    let product = |one: &[f64], other: &[f64]| -> f64 {
        one.iter().zip(other).map(|(one, other)| (one - middle) * (other - middle)).sum()
    };
    product(&scores, &truths) / (product(&scores, &scores) * product(&truths, &truths)).sqrt()
}

/// How far confidence and success lie apart, over ten bins of confidence. The score is the confidence, the truth the success.
pub fn calibration_error(cases: &[Scored]) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    for case in cases {
        let bin = &mut bins[((case.score * 10.0) as usize).min(9)];
        *bin = (bin.0 + case.score, bin.1 + case.truth);
    }
    bins.iter().map(|(score, truth)| (score - truth).abs()).sum::<f64>() / cases.len().max(1) as f64
}

/// F1 of each of three classes, on average. Score and truth are numbers of classes.
pub fn macro_f1(cases: &[Scored]) -> f64 {
    let is = |value: f64, class: usize| value as usize == class;
    let f1 = |class: usize| {
        let both = cases.iter().filter(|case| is(case.score, class) && is(case.truth, class));
        let said = cases.iter().filter(|case| is(case.score, class)).count();
        let came = cases.iter().filter(|case| is(case.truth, class)).count();
        2.0 * both.count() as f64 / (said + came).max(1) as f64
    };
    (0..3).map(f1).sum::<f64>() / 3.0
}

/// Ranks from 1; equal values share theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut ranks = vec![0.0; values.len()];
    let mut done = 0;
    for equal in order.chunk_by(|one, other| values[*one].total_cmp(&values[*other]).is_eq()) {
        let rank = done as f64 + (equal.len() + 1) as f64 / 2.0;
        for index in equal {
            ranks[*index] = rank;
        }
        done += equal.len();
    }
    ranks
}
