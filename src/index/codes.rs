//! The code of each row's value by rank, in as few bytes as the number of codes allows.

use std::ops::Range;

use roaring::RoaringBitmap;

/// Codes by rank, little-endian, in 1 to 4 bytes each. Rows behind the last one that has a value are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    width: u8,
    /// How many rows without a value came after the last one that has one.
    missing: u32,
    bytes: Vec<u8>,
}

/// Rows of a step that are looked at.
pub enum Rows {
    /// All between two ranks.
    All(Range<u32>),
    /// These ranks.
    Some(Vec<u32>),
}

impl Rows {
    /// Those of `rows` that are in a step.
    pub fn of(rows: &RoaringBitmap, step: Range<u32>) -> Self {
        let count = usize::try_from(rows.range_cardinality(step.clone())).unwrap_or(0);
        // To be asked first: of a container that holds all there can be, roaring 0.12 hands nothing out at once.
        if count == step.len() {
            return Self::All(step);
        }
        let mut ranks = vec![0; count];
        let filled = rows.range(step).next_many(&mut ranks).len();
        debug_assert_eq!(filled, count, "all of them");
        Self::Some(ranks)
    }

    /// Hand each rank to `each` with what stands for it in `codes`.
    pub fn zip(&self, codes: Vec<u32>, mut each: impl FnMut(u32, u32)) {
        match self {
            Self::All(ranks) => ranks.clone().zip(codes).for_each(|(rank, code)| each(rank, code)),
            Self::Some(ranks) => ranks.iter().zip(codes).for_each(|(rank, code)| each(*rank, code)),
        }
    }
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
    pub fn rows(&self) -> u32 {
        u32::try_from(self.bytes.len() / usize::from(self.width)).unwrap_or(u32::MAX) + self.missing
    }

    /// The code of a row; 0 beyond the last one.
    #[inline]
    pub fn get(&self, rank: u32) -> u32 {
        match self.width {
            1 => read::<1>(&self.bytes, rank),
            2 => read::<2>(&self.bytes, rank),
            3 => read::<3>(&self.bytes, rank),
            _ => read::<4>(&self.bytes, rank),
        }
    }

    /// Every code, by rank.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.rows()).map(|rank| self.get(rank))
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
            0x1_0000..=0xff_ffff => 3,
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

    /// The codes of some rows.
    pub fn of(&self, rows: &Rows) -> Vec<u32> {
        match self.width {
            1 => read_all::<1>(&self.bytes, rows),
            2 => read_all::<2>(&self.bytes, rows),
            3 => read_all::<3>(&self.bytes, rows),
            _ => read_all::<4>(&self.bytes, rows),
        }
    }

    /// A bit for each rank of a range, the first lowest in the first byte: whether its code is wanted.
    pub fn bits(&self, ranks: Range<u32>, wanted: impl Fn(u32) -> bool) -> Vec<u8> {
        // In passes without branches, so that the compiler answers many rows at once: a byte for each, then a bit.
        let mut answers: Vec<u8> = self.of(&Rows::All(ranks)).into_iter().map(|code| wanted(code).into()).collect();
        answers.resize(answers.len().next_multiple_of(8), 0);
        // The multiplication brings the lowest bit of each byte into the highest byte.
        let gathered = |eight: &[u8; 8]| (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
        answers.as_chunks().0.iter().map(gathered).collect()
    }

    /// The codes as bytes, then how many are left out and how wide they are.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.bytes[..], &self.missing.to_le_bytes(), &[self.width]].concat()
    }

    /// Read what [`Codes::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Option<Self> {
        let width = bytes.pop()?;
        let at = bytes.len().checked_sub(4)?;
        let missing = u32::from_le_bytes(bytes[at..].try_into().ok()?);
        bytes.truncate(at);
        bytes.shrink_to_fit();
        let is_whole = (1..=4).contains(&width) && bytes.len().is_multiple_of(width.into());
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

/// The codes of some ranks, each in `W` bytes, as far as there are bytes.
fn stored<const W: usize>(bytes: &[u8], ranks: Range<u32>) -> impl Iterator<Item = u32> {
    let at = |rank: u32| bytes.len().min(rank as usize * W);
    bytes[at(ranks.start)..at(ranks.end)].chunks_exact(W).map(widened::<W>)
}

fn widened<const W: usize>(bytes: &[u8]) -> u32 {
    let mut code = [0; 4];
    code[..W].copy_from_slice(bytes);
    u32::from_le_bytes(code)
}

fn read_all<const W: usize>(bytes: &[u8], rows: &Rows) -> Vec<u32> {
    match rows {
        Rows::All(ranks) => {
            let mut codes: Vec<u32> = stored::<W>(bytes, ranks.clone()).collect();
            codes.resize(ranks.len(), 0);
            codes
        }
        Rows::Some(ranks) => ranks.iter().map(|rank| read::<W>(bytes, *rank)).collect(),
    }
}
