//! The code of each row's value, in as few bytes as the number of codes allows.

use std::ops::Range;

/// Codes by rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// So many rows have this one.
    Same(u32, u32),
    /// Codes below 2^8.
    Byte(Vec<u8>),
    /// Codes below 2^16.
    Short(Vec<u16>),
    /// Any codes.
    Long(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Same(0, 0)
    }
}

impl Codes {
    /// How many rows there are.
    pub fn len(&self) -> u32 {
        let length = match self {
            Self::Same(_, rows) => return *rows,
            Self::Byte(codes) => codes.len(),
            Self::Short(codes) => codes.len(),
            Self::Long(codes) => codes.len(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of a row; 0 beyond the last one.
    pub fn get(&self, rank: u32) -> u32 {
        let at = rank as usize;
        match self {
            Self::Same(code, _) => *code,
            Self::Byte(codes) => codes.get(at).map_or(0, |code| u32::from(*code)),
            Self::Short(codes) => codes.get(at).map_or(0, |code| u32::from(*code)),
            Self::Long(codes) => codes.get(at).copied().unwrap_or(0),
        }
    }

    /// Add the code of the next row. All codes are widened when one does not fit.
    pub fn push(&mut self, code: u32) {
        match self {
            Self::Same(same, rows) if *rows == 0 || *same == code => (*same, *rows) = (code, *rows + 1),
            Self::Byte(codes) if code < 1 << 8 => codes.push(low(code)),
            Self::Short(codes) if code < 1 << 16 => codes.push(half(code)),
            Self::Long(codes) => codes.push(code),
            _ => {
                let most = self.iter().fold(code, Ord::max);
                *self = Self::of(self.iter(), most);
                self.push(code);
            }
        }
    }

    /// Codes of which `most` is the largest.
    pub fn of(codes: impl Iterator<Item = u32>, most: u32) -> Self {
        match most {
            0..=0xff => Self::Byte(codes.map(low).collect()),
            0x100..=0xffff => Self::Short(codes.map(half).collect()),
            _ => Self::Long(codes.collect()),
        }
    }

    /// Every code, by rank.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|rank| self.get(rank))
    }

    /// Put other codes in the place of these: `codes` has the new one of each, and no larger one than these are.
    pub fn replace(&mut self, codes: &[u32]) {
        let new = |old: u32| codes.get(old as usize).copied().unwrap_or(0);
        match self {
            Self::Same(code, _) => *code = new(*code),
            Self::Byte(old) => old.iter_mut().for_each(|code| *code = low(new(u32::from(*code)))),
            Self::Short(old) => old.iter_mut().for_each(|code| *code = half(new(u32::from(*code)))),
            Self::Long(old) => old.iter_mut().for_each(|code| *code = new(*code)),
        }
    }

    /// A bit for each rank of a range, the first lowest in the first byte: whether its code is wanted.
    pub fn bits(&self, ranks: Range<u32>, wanted: impl Fn(u32) -> bool + Copy) -> Vec<u8> {
        let at = ranks.start as usize..ranks.end as usize;
        match self {
            Self::Same(code, _) => {
                let code = *code;
                packed(&vec![0_u8; at.len()], |_| wanted(code))
            }
            Self::Byte(codes) => {
                // Looked up once for each code instead of once for each row.
                let known: Vec<bool> = (0..=0xff).map(wanted).collect();
                packed(&codes[at], |code| known[usize::from(code)])
            }
            Self::Short(codes) => packed(&codes[at], |code| wanted(u32::from(code))),
            Self::Long(codes) => packed(&codes[at], wanted),
        }
    }

    /// The bytes that [`Codes::from_bytes`] reads: their width, then each code, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Same(code, rows) => [vec![0], code.to_le_bytes().to_vec(), rows.to_le_bytes().to_vec()].concat(),
            Self::Byte(codes) => std::iter::once(1).chain(codes.iter().copied()).collect(),
            Self::Short(codes) => std::iter::once(2).chain(codes.iter().flat_map(|code| code.to_le_bytes())).collect(),
            Self::Long(codes) => std::iter::once(4).chain(codes.iter().flat_map(|code| code.to_le_bytes())).collect(),
        }
    }

    /// Read what [`Codes::to_bytes`] wrote; `None` for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (width, codes) = bytes.split_first()?;
        Some(match width {
            0 => {
                let (code, rows) = codes.split_first_chunk()?;
                Self::Same(u32::from_le_bytes(*code), u32::from_le_bytes(rows.try_into().ok()?))
            }
            1 => Self::Byte(codes.to_vec()),
            2 => Self::Short(codes.as_chunks().0.iter().map(|code| u16::from_le_bytes(*code)).collect()),
            4 => Self::Long(codes.as_chunks().0.iter().map(|code| u32::from_le_bytes(*code)).collect()),
            _ => return None,
        })
    }

    /// Bytes of memory that they take.
    pub fn size(&self) -> usize {
        match self {
            Self::Same(..) => 0,
            Self::Byte(codes) => codes.len(),
            Self::Short(codes) => codes.len() * 2,
            Self::Long(codes) => codes.len() * 4,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "callers know that it fits")]
const fn low(code: u32) -> u8 {
    code as u8
}

#[expect(clippy::cast_possible_truncation, reason = "callers know that it fits")]
const fn half(code: u32) -> u16 {
    code as u16
}

/// Eight answers a byte, without branches, so that the compiler can answer many at once.
fn packed<T: Copy>(codes: &[T], wanted: impl Fn(T) -> bool) -> Vec<u8> {
    let eight = |codes: &[T]| codes.iter().rev().fold(0, |byte: u8, code| byte << 1 | u8::from(wanted(*code)));
    codes.chunks(8).map(eight).collect()
}
