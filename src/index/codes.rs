//! The code of each row's value by rank, in as few bytes as the number of codes allows.

use std::ops::Range;

use roaring::RoaringBitmap;

/// Codes by rank, little-endian, in 1, 2 or 4 bytes each. Rows behind the last one that has a value are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    width: u8,
    /// How many rows without a value came after the last one that has one.
    missing: u32,
    bytes: Vec<u8>,
}

impl Default for Codes {
    fn default() -> Self {
        Self { width: 1, missing: 0, bytes: Vec::new() }
    }
}

/// The code of a row where each has `W` bytes; 0 beyond the last.
#[inline]
fn read<const W: usize>(bytes: &[u8], rank: u32) -> u32 {
    let at = rank as usize * W;
    let mut code = [0; 4];
    if let Some(bytes) = bytes.get(at..at + W) {
        code[..W].copy_from_slice(bytes);
    }
    u32::from_le_bytes(code)
}

impl Codes {
    /// How many rows there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.bytes.len() / usize::from(self.width)).unwrap_or(u32::MAX) + self.missing
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of a row; 0 beyond the last one.
    #[inline]
    pub fn get(&self, rank: u32) -> u32 {
        match self.width {
            1 => read::<1>(&self.bytes, rank),
            2 => read::<2>(&self.bytes, rank),
            _ => read::<4>(&self.bytes, rank),
        }
    }

    /// Every code, by rank.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|rank| self.get(rank))
    }

    /// Add the code of the next row. All codes are widened when one does not fit.
    pub fn push(&mut self, code: u32) {
        if code == 0 {
            self.missing += 1;
            return;
        }
        let needed = match code {
            0..=0xff => 1,
            0x100..=0xffff => 2,
            _ => 4,
        };
        if needed > self.width {
            let wide = self.iter().flat_map(|code| code.to_le_bytes().into_iter().take(needed.into())).collect();
            self.missing = 0;
            (self.width, self.bytes) = (needed, wide);
        }
        let end = self.bytes.len() + self.missing as usize * usize::from(self.width);
        self.missing = 0;
        self.bytes.resize(end, 0);
        self.bytes.extend(&code.to_le_bytes()[..self.width.into()]);
    }

    /// The same rows with other codes.
    pub fn map(&self, new: impl Fn(u32) -> u32) -> Self {
        self.iter().map(new).collect()
    }

    /// Hand each of `rows` within some ranks to `each`, with its code.
    pub fn each(&self, rows: &RoaringBitmap, ranks: Range<u32>, each: impl FnMut(u32, u32)) {
        match self.width {
            1 => walk::<1>(&self.bytes, rows, ranks, each),
            2 => walk::<2>(&self.bytes, rows, ranks, each),
            _ => walk::<4>(&self.bytes, rows, ranks, each),
        }
    }

    /// A bit for each rank of a range, the first lowest in the first byte: whether its code is wanted.
    pub fn bits(&self, ranks: Range<u32>, wanted: impl Fn(u32) -> bool) -> Vec<u8> {
        match self.width {
            1 => packed::<1>(&self.bytes, ranks, wanted),
            2 => packed::<2>(&self.bytes, ranks, wanted),
            _ => packed::<4>(&self.bytes, ranks, wanted),
        }
    }

    /// The codes as bytes, then how many are left out and how wide they are.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.bytes[..], &self.missing.to_le_bytes(), &[self.width]].concat()
    }

    /// Read what [`Codes::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        let width = bytes.pop()?;
        let at = bytes.len().checked_sub(4)?;
        let missing = u32::from_le_bytes(bytes.split_off(at).try_into().ok()?);
        let is_whole = [1, 2, 4].contains(&width) && bytes.len().is_multiple_of(width.into());
        is_whole.then_some(Self { width, missing, bytes })
    }
}

impl FromIterator<u32> for Codes {
    fn from_iter<I: IntoIterator<Item = u32>>(codes: I) -> Self {
        let mut collected = Self::default();
        codes.into_iter().for_each(|code| collected.push(code));
        collected
    }
}

fn walk<const W: usize>(bytes: &[u8], rows: &RoaringBitmap, ranks: Range<u32>, mut each: impl FnMut(u32, u32)) {
    if rows.range_cardinality(ranks.clone()) == u64::from(ranks.end - ranks.start) {
        // All of them: nothing has to be asked of the set.
        return ranks.for_each(|rank| each(rank, read::<W>(bytes, rank)));
    }
    rows.range(ranks).for_each(|rank| each(rank, read::<W>(bytes, rank)));
}

/// Eight answers a byte, without branches, so that the compiler can answer many at once.
fn packed<const W: usize>(bytes: &[u8], ranks: Range<u32>, wanted: impl Fn(u32) -> bool) -> Vec<u8> {
    let bytes_of = |start: u32| {
        let eight = start..ranks.end.min(start + 8);
        eight.rev().fold(0, |byte: u8, rank| byte << 1 | u8::from(wanted(read::<W>(bytes, rank))))
    };
    ranks.clone().step_by(8).map(bytes_of).collect()
}
