//! Numbers that look random and are the same on every run and every machine.

/// A stream of numbers that follows from its seed alone (the `SplitMix64` sequence: add a constant, mix the bits).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of one row: no row depends on those before it.
    pub fn of(seed: u64, row: u64) -> Self {
        let mut stream = Self(seed ^ row.wrapping_mul(0xd6e8_feb8_6659_fd93));
        stream.next();
        stream
    }

    /// The next 64 bits.
    #[expect(clippy::should_implement_trait, reason = "it never ends, so it is no iterator worth the name")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A whole number below `bound`, which is small enough that the slight favour for low numbers does not matter.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// True `percent` times of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A number from 0 up to but without 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let position = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        &list[position]
    }
}
