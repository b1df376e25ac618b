//! An address of this service, of which single parameters can be changed.

use std::fmt;

use percent_encoding::utf8_percent_encode;

use crate::query::BARE;

/// A path and its parameters, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// Of a path with its query string.
    pub fn of(address: &str) -> Self {
        let (path, text) = address.split_once('?').unwrap_or((address, ""));
        let pairs = form_urlencoded::parse(text.as_bytes());
        let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        Self { path: path.to_owned(), pairs }
    }

    /// Its parameters.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The value of a parameter; empty where it is not given.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().find(|(given, _)| given == name).map_or("", |(_, value)| value)
    }

    /// The words of a parameter.
    pub fn words(&self, name: &str) -> Vec<&str> {
        self.get(name).split(',').filter(|word| !word.is_empty()).collect()
    }

    /// The same with another value of a parameter; an empty one leaves it out.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut address = self.clone();
        match address.pairs.iter_mut().find(|(given, _)| given == name) {
            _ if value.is_empty() => address.pairs.retain(|(given, _)| given != name),
            Some((_, old)) => value.clone_into(old),
            None => address.pairs.push((name.to_owned(), value.to_owned())),
        }
        address
    }

    /// The same without some parameters.
    pub fn without(&self, names: &[&str]) -> Self {
        let mut address = self.clone();
        address.pairs.retain(|(given, _)| !names.contains(&given.as_str()));
        address
    }

    /// The same in the order that answers name their own addresses by.
    pub fn sorted(mut self) -> Self {
        self.pairs.sort();
        self
    }

    /// The same parameters at another path.
    pub fn at(&self, path: &str) -> Self {
        Self { path: path.to_owned(), pairs: self.pairs.clone() }
    }

    /// The same with another ending of its path.
    pub fn ending(&self, ending: &str) -> Self {
        Self { path: format!("{}{ending}", self.path), pairs: self.pairs.clone() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.path)?;
        for (at, (name, value)) in self.pairs.iter().enumerate() {
            let (name, value) = (utf8_percent_encode(name, BARE), utf8_percent_encode(value, BARE));
            write!(out, "{}{name}={value}", if at == 0 { '?' } else { '&' })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_changed_and_all_others_stay() {
        let address = Address::of("/trade?flow=exports&q=ma%C3%ADz%20%26%20more");
        assert_eq!(address.to_string(), "/trade?flow=exports&q=ma%C3%ADz%20%26%20more");
        assert_eq!(address.with("flow", "imports,total").without(&["q"]).to_string(), "/trade?flow=imports,total");
        assert_eq!(address.with("flow", "").with("sort", "-value").get("sort"), "-value");
        assert_eq!(address.without(&["flow", "q"]).ending(".csv").to_string(), "/trade.csv");
    }
}
