//! Chance from a seed: numbers, choices by weight, waiting times.

/// `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014), as the engine's own.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of the visitor with this number under this seed: that of one says nothing of the next.
    pub fn of(seed: u64, visitor: u64) -> Self {
        let mut chance = Chance(seed);
        chance.0 = chance.bits() ^ visitor.wrapping_mul(0xd134_2543_de82_ef95);
        chance.0 = chance.bits();
        chance
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number in 0–1, 1 excluded.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something with this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A waiting time: exponential with this mean, and at most eight times as long.
    pub fn around(&mut self, mean: f64) -> f64 {
        (-(1.0 - self.share()).ln()).min(8.0) * mean
    }
}

/// A choice among things of different weight.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The sums of the weights up to each thing.
    sums: Vec<f64>,
}

impl Choice {
    /// Among things of these weights, each 0 or more.
    pub fn of(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let add = |weight: f64| {
            sum += weight;
            sum
        };
        Choice { sums: weights.into_iter().map(add).collect() }
    }

    /// The position of one of them, as often as its weight says; `None` where no weight is above 0.
    pub fn draw(&self, chance: &mut Chance) -> Option<usize> {
        let all = *self.sums.last()?;
        let point = chance.share() * all;
        let place = self.sums.partition_point(|sum| *sum <= point);
        (all > 0.0).then_some(place.min(self.sums.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_weighs_three_times_as_much_is_drawn_three_times_as_often() {
        let choice = Choice::of([1.0, 0.0, 3.0]);
        let mut drawn = [0; 3];
        let mut chance = Chance::of(1, 1);
        for _ in 0..40_000 {
            drawn[choice.draw(&mut chance).unwrap()] += 1;
        }
        assert_eq!(drawn[1], 0);
        assert!((drawn[0] - 10_000_i32).abs() < 400, "{drawn:?}");
        assert_eq!(Choice::of([0.0, 0.0]).draw(&mut chance), None);
        assert_eq!(Choice::of([]).draw(&mut chance), None);
    }
}
