//! Objects of JSON handed on value by value, as they are written: nothing is made of them that the file does not need.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Takes the values of an object in their order, each with its place.
pub struct Object<F>(F);

impl<F: FnMut(usize, &str)> Object<F> {
    /// Hand the values of an object to `take`.
    pub fn read(json: &str, take: F) -> Result<(), serde_json::Error> {
        Self(take).deserialize(&mut serde_json::Deserializer::from_str(json))
    }
}

impl<'de, F: FnMut(usize, &str)> DeserializeSeed<'de> for Object<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, F: FnMut(usize, &str)> Visitor<'de> for Object<F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        let mut place = 0;
        while object.next_key::<IgnoredAny>()?.is_some() {
            let value: &RawValue = object.next_value()?;
            (self.0)(place, value.get());
            place += 1;
        }
        Ok(())
    }
}

/// Takes the values of the objects in a list, each with the places of its object and of itself.
pub struct Entries<F>(F);

impl<F: FnMut(usize, usize, &str)> Entries<F> {
    /// Hand the values of a list of objects to `take`; gives how many objects there are.
    pub fn read(json: &str, take: F) -> usize {
        serde_json::Deserializer::from_str(json).deserialize_seq(Self(take)).unwrap_or_default()
    }
}

impl<'de, F: FnMut(usize, usize, &str)> Visitor<'de> for Entries<F> {
    type Value = usize;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while list.next_element_seed(Object(|field: usize, value: &str| (self.0)(count, field, value)))?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}
