//! Chance that one seed repeats.

#![allow(dead_code, reason = "each test that draws needs some of it")]

use std::time::Duration;

/// Draws numbers; `SplitMix64`.
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than that.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    pub fn once_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub fn milliseconds(&mut self, most: u64) -> Duration {
        Duration::from_millis(self.below(most))
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    /// A place in something of that length, its end included.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64 + 1)).unwrap()
    }
}
