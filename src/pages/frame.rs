//! What stands around every page: where one can go, in which language, and where it all comes from.

use super::address::Address;
use super::assets;
use super::link::Link;
use super::reader::Reader;
use super::words::Words;
use crate::data::{LANGUAGES, labels};
use crate::kinds::{CHANGES, FACTS, RELATIONS, facts, served};
use crate::model::{Kind, Role};
use crate::store::Store;

/// What languages call themselves.
const TONGUES: [(&str, &str); LANGUAGES.len()] =
    [("English", "en"), ("Español", "es"), ("Português", "pt"), ("中文", "zh-Hans")];

/// What every page has.
#[derive(Debug)]
pub struct Frame {
    /// The language as HTML names it.
    pub tongue: &'static str,
    /// The words of the interface.
    pub words: &'static Words,
    /// What the page is called.
    pub title: String,
    /// What it has, in a sentence; for those who find it elsewhere.
    pub description: String,
    /// The start page.
    pub home: String,
    /// The list of all facts, which the search asks.
    pub search: String,
    /// What can be asked.
    pub kinds: String,
    /// Where claims are held against the facts.
    pub check: String,
    /// What the dataset is.
    pub dataset: String,
    /// The lists of facts, then the others.
    pub lists: [Vec<Link>; 2],
    /// The same page in each language: what the language calls itself, its code, the address, whether it is this one.
    pub tongues: Vec<(&'static str, &'static str, String, bool)>,
    /// The language, where links and forms must name it.
    pub asked: &'static str,
    /// The same answer for programs; empty where there is none.
    pub api: String,
    /// Paths of styles and script.
    pub css: &'static str,
    /// The script.
    pub js: &'static str,
    /// The service's own address, for those who want whole ones; empty where it is not known.
    pub base: String,
    /// Version of the dataset.
    pub version: String,
    /// Licence of the data.
    pub license: String,
}

impl Frame {
    /// The frame of a page at an address.
    pub fn new(store: &Store, reader: &Reader, address: &Address, title: &str) -> Self {
        let place = reader.place();
        let tongues = TONGUES.into_iter().zip(LANGUAGES).enumerate();
        let tongue = |(at, ((name, code), language))| {
            (name, code, address.without(&["cursor"]).with("lang", language).to_string(), at == place)
        };
        Self {
            tongue: TONGUES[place].1,
            words: Words::of(reader.language),
            title: title.to_owned(),
            description: String::new(),
            home: reader.link("/"),
            search: "/facts".to_owned(),
            kinds: reader.link("/kinds"),
            check: reader.link("/check"),
            dataset: reader.link("/dataset"),
            lists: [links(reader, facts_first()), links(reader, others())],
            tongues: tongues.map(tongue).collect(),
            asked: if reader.is_asked { reader.language } else { "" },
            api: String::new(),
            css: assets::path(".css"),
            js: assets::path(".js"),
            base: reader.base.clone(),
            version: store.about.manifest.version.clone(),
            license: store.about.manifest.license.clone(),
        }
    }
}

fn facts_first() -> impl Iterator<Item = &'static Kind> {
    std::iter::once(&FACTS).chain(facts())
}

fn others() -> impl Iterator<Item = &'static Kind> {
    let last = [&RELATIONS, &CHANGES];
    served().filter(move |kind| kind.role == Role::Reference && !last.contains(kind)).chain(last)
}

fn links(reader: &Reader, kinds: impl Iterator<Item = &'static Kind>) -> Vec<Link> {
    let labels = labels(reader.language);
    kinds
        .map(|kind| {
            let name = labels.kinds.get(kind.name).map_or(kind.name, String::as_str);
            Link::to(reader.link(&format!("/{}", kind.name)), name)
        })
        .collect()
}
