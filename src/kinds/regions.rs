//! Regions, which stand where a country's code may stand.

/// Words that stand for regions where a country's code may stand, each within the next.
pub const REGIONS: &[&str] = &["LAC", "WLD"];

/// What people call those regions, in the four languages.
pub const REGION_NAMES: &[(&str, &[&str])] = &[
    (
        "LAC",
        &[
            "Latin America",
            "Latin America and the Caribbean",
            "Latin America & Caribbean",
            "LCN",
            "LatAm",
            "América Latina",
            "América Latina y el Caribe",
            "América Latina e o Caribe",
            "América Latina e Caribe",
            "Latinoamérica",
            "ALC",
            "拉美",
            "拉丁美洲",
            "拉丁美洲和加勒比",
            "拉丁美洲和加勒比地区",
            "拉美和加勒比",
        ],
    ),
    ("WLD", &["World", "the whole world", "global", "Mundo", "el mundo", "世界", "全球", "全世界"]),
];
