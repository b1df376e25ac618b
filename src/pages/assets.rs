//! The files that pages load: styles and a script, at addresses that change with their content, so that browsers keep
//! them for good.

use std::sync::LazyLock;

use crate::hash::sha256;

/// Where they are.
pub const FOLDER: &str = "/assets/";

/// A file that pages load.
#[derive(Debug)]
pub struct Asset {
    /// Its path.
    pub path: String,
    /// Its media type.
    pub media: &'static str,
    /// What is in it.
    pub text: &'static str,
}

/// The styles, one file for browsers; what is for narrow screens and for paper comes last, since it says otherwise.
const STYLES: &str = concat!(
    include_str!("assets/css/tokens.css"),
    include_str!("assets/css/frame.css"),
    include_str!("assets/css/list.css"),
    include_str!("assets/css/chart.css"),
    include_str!("assets/css/row.css"),
    include_str!("assets/css/start.css"),
    include_str!("assets/css/others.css"),
    include_str!("assets/css/media.css"),
);

/// Name, ending, media type and content of each.
const FILES: [(&str, &str, &str, &str); 2] = [
    ("explorer", "css", "text/css; charset=utf-8", STYLES),
    ("explorer", "js", "text/javascript; charset=utf-8", include_str!("assets/explorer.js")),
];

/// All of them.
pub fn all() -> &'static [Asset] {
    static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| {
        let asset = |(name, ending, media, text): (&str, &str, &'static str, &'static str)| {
            let hash = &sha256(text.as_bytes())[..10];
            Asset { path: format!("{FOLDER}{name}.{hash}.{ending}"), media, text }
        };
        FILES.into_iter().map(asset).collect()
    });
    &ALL
}

/// The path of the file with an ending.
pub fn path(ending: &str) -> &'static str {
    all().iter().find(|asset| asset.path.ends_with(ending)).map_or("", |asset| &asset.path)
}
