//! Finds positions by text: offers by their ids, offers by their pages.
//!
//! An open-addressing table over 64-bit hashes: a hash map of the standard library would cost the browser's module more
//! than all of the choice.

/// What a text is looked up by: FNV-1a, 64 bits (Fowler, Noll, Vo; <http://www.isthe.com/chongo/tech/comp/fnv/>).
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Hash → position.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// A power of two of slots, at most half of them used.
    slots: Vec<Option<(u64, u32)>>,
}

impl Index {
    /// The positions of these hashes; where one stands twice, the position of the lesser name.
    pub fn of(hashes: &[u64], names: &[&str]) -> Self {
        let mut index = Index { slots: vec![None; (hashes.len() * 2 + 1).next_power_of_two()] };
        for (position, hash) in hashes.iter().enumerate() {
            let slot = index.slot(*hash);
            if index.slots[slot].is_none_or(|(_, held)| names[position] < names[held as usize]) {
                index.slots[slot] = Some((*hash, position as u32));
            }
        }
        index
    }

    /// The positions of these texts; the first where one stands twice.
    pub fn of_texts(texts: &[&str]) -> Self {
        Index::of(&texts.iter().map(|text| hash(text)).collect::<Vec<_>>(), texts)
    }

    /// The position of a hash.
    pub fn find(&self, hash: u64) -> Option<usize> {
        let slot = self.slots.get(self.slot(hash)).copied().flatten();
        slot.map(|(_, position)| position as usize)
    }

    /// The slot that holds this hash, or the free one where it belongs.
    fn slot(&self, hash: u64) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        // FNV's lower bits follow the last letters: the upper ones are mixed in.
        let mut slot = (hash ^ (hash >> 32)) as usize & last;
        while self.slots.get(slot).copied().flatten().is_some_and(|(held, _)| held != hash) {
            slot = (slot + 1) & last;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_found_at_its_first_place_and_others_are_not() {
        let texts: Vec<String> = (0..500).map(|number| format!("offer-{}", number % 400)).collect();
        let index = Index::of_texts(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        for (position, text) in texts.iter().enumerate() {
            assert_eq!(index.find(hash(text)), Some(position % 400), "{text}");
        }
        assert_eq!(index.find(hash("offer-400")), None);
        assert_eq!(Index::default().find(hash("")), None);
        assert_eq!(Index::of(&[], &[]).find(0), None);
    }
}
