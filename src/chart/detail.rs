//! How much of a chart is drawn and told, for a chart of many figures has to leave something out.

/// Bounds of what a chart shows.
pub struct Detail {
    /// Quantities.
    pub panels: usize,
    /// Figures drawn of each, the latest.
    pub marks: usize,
    /// Figures listed in words of each, the latest.
    pub rows: usize,
    /// Figures told to those who do not see it, of each.
    pub told: usize,
    /// Whether they are told with their titles.
    pub titles: bool,
}

/// From all to little; the first that is small enough is taken.
pub static DETAILS: &[Detail] = &[
    Detail { panels: 12, marks: 400, rows: 14, told: 400, titles: true },
    Detail { panels: 12, marks: 400, rows: 14, told: 400, titles: false },
    Detail { panels: 12, marks: 300, rows: 6, told: 200, titles: false },
    Detail { panels: 8, marks: 200, rows: 4, told: 12, titles: false },
    Detail { panels: 5, marks: 120, rows: 2, told: 4, titles: false },
    Detail { panels: 2, marks: 60, rows: 2, told: 2, titles: false },
];
