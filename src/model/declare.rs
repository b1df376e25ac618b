//! The `const fn` builders by which [`crate::kinds`] declares columns.

use super::{Column, Filter, Kind, Origin, Type};

impl Column {
    const fn new(name: &'static str, ty: Type, doc: &'static str) -> Self {
        Self {
            name,
            doc,
            ty,
            required: false,
            filter: Filter::None,
            param: name,
            origin: Origin::File,
            shown: true,
            example: "",
            is_later: false,
            former: &[],
        }
    }

    /// An identifier.
    pub const fn slug(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Slug, doc)
    }

    /// An ISO code in capitals.
    pub const fn code(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Code, doc)
    }

    /// One line of text.
    pub const fn text(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Text, doc)
    }

    /// A whole number.
    pub const fn integer(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Integer, doc)
    }

    /// Any number.
    pub const fn number(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Number, doc)
    }

    /// True or false.
    pub const fn boolean(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Bool, doc)
    }

    /// A calendar day.
    pub const fn date(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Date, doc)
    }

    /// A period in EDTF.
    pub const fn edtf(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Edtf, doc)
    }

    /// A web address.
    pub const fn url(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Url, doc)
    }

    /// One of a closed list.
    pub const fn choice(name: &'static str, choices: &'static [&'static str], doc: &'static str) -> Self {
        Self::new(name, Type::Choice(choices), doc)
    }

    /// The id of another record.
    pub const fn reference(name: &'static str, kind: &'static Kind, doc: &'static str) -> Self {
        Self::new(name, Type::Ref(kind), doc)
    }

    /// A list of ids of other records, asked for by the singular `param`.
    pub const fn references(name: &'static str, param: &'static str, kind: &'static Kind, doc: &'static str) -> Self {
        let mut column = Self::new(name, Type::Refs(kind), doc);
        column.param = param;
        column
    }

    /// The id of another record of one of several kinds, or one of some words.
    pub const fn any_reference(
        name: &'static str,
        kinds: &'static [&'static Kind],
        words: &'static [&'static str],
        doc: &'static str,
    ) -> Self {
        Self::new(name, Type::AnyRef(kinds, words), doc)
    }

    /// A list of ids of other records of several kinds.
    pub const fn any_references(name: &'static str, kinds: &'static [&'static Kind], doc: &'static str) -> Self {
        Self::new(name, Type::AnyRefs(kinds), doc)
    }

    /// A list of short texts.
    pub const fn texts(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Texts, doc)
    }

    /// Where in the sources a fact was read.
    pub const fn evidence(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Evidence, doc)
    }

    /// Other facts that a fact stands in a relation to.
    pub const fn related(name: &'static str, doc: &'static str) -> Self {
        Self::new(name, Type::Related, doc)
    }

    /// A record without this column is refused.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Takes `name=` and `name_not=`.
    pub const fn exact(mut self) -> Self {
        self.filter = Filter::Exact;
        self
    }

    /// Takes `name=`, `name_not=`, `name_min=` and `name_max=`.
    pub const fn range(mut self) -> Self {
        self.filter = Filter::Range;
        self
    }

    /// Worked out by the program.
    pub const fn computed(mut self) -> Self {
        self.origin = Origin::Computed;
        self
    }

    /// Worked out by the program unless the figure is in words.
    pub const fn in_words(mut self) -> Self {
        self.origin = Origin::InWords;
        self
    }

    /// Filtered by but not shown.
    pub const fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }

    /// Came in after the first version that is kept.
    pub const fn later(mut self) -> Self {
        self.is_later = true;
        self
    }

    /// Choices of earlier versions, which their rows still have.
    pub const fn former(mut self, choices: &'static [&'static str]) -> Self {
        self.former = choices;
        self
    }

    /// A value that occurs, for the documentation.
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = example;
        self
    }
}
