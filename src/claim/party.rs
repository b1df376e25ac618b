//! Who stands where in a clause: which side sells and which buys, who invests where, whose share of what.

use super::piece::{Piece, What};
use super::sense::Sense;

/// One of those that a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// China.
    China,
    /// Latin America and the Caribbean.
    Region,
    /// The world as a whole.
    World,
    /// Another country, by its code.
    Country(String),
}

impl Party {
    /// Its id as facts have it.
    pub fn id(&self) -> &str {
        match self {
            Self::China => "CHN",
            Self::Region => "LAC",
            Self::World => "WLD",
            Self::Country(code) => code,
        }
    }
}

/// How a party is tied to the rest of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// "China's", "Chinese".
    Owner,
    /// By nothing: "China exported".
    Bare,
    /// "to China".
    To,
    /// "for China".
    For,
    /// "from China".
    From,
    /// "of China".
    Of,
    /// "in China".
    In,
    /// "with China", "between China and".
    With,
    /// "by China".
    By,
    /// "after China".
    Aside,
    /// "according to China", "China says".
    Said,
}

impl Role {
    /// Whether it has no part in the matter itself.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Aside | Self::Said)
    }
}

/// A party where it is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Which of the pieces names it.
    pub piece: usize,
    /// Who.
    pub party: Party,
    /// How it is tied.
    pub role: Role,
}

/// The parties that some pieces name; `its` is who "its" stands for.
pub fn mentions(pieces: &[Piece], its: Option<&Party>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let is_adjective = [Sense::Chinese, Sense::Regional, Sense::Its].iter().any(|sense| piece.has(*sense));
        let is_owner = is_adjective || pieces.get(at + 1).is_some_and(|next| next.what == What::Possessive);
        let before = role_before(pieces, at);
        let says = pieces.get(at + 1).is_some_and(|next| next.has(Sense::Attribution));
        let role = match before {
            Some(role) if role.is_beside() => role,
            _ if says => Role::Said,
            _ if is_owner => Role::Owner,
            Some(Role::Bare) => found.last().map_or(Role::Bare, |last| last.role),
            Some(role) => role,
            None => Role::Bare,
        };
        found.extend(parties(piece, its).into_iter().map(|party| Mention { piece: at, party, role }));
    }
    found
}

fn parties(piece: &Piece, its: Option<&Party>) -> Vec<Party> {
    let known = [
        (Sense::China, Party::China),
        (Sense::Chinese, Party::China),
        (Sense::Region, Party::Region),
        (Sense::Regional, Party::Region),
        (Sense::Both, Party::China),
        (Sense::Both, Party::Region),
        (Sense::World, Party::World),
    ];
    match &piece.what {
        What::Name("countries", id) if id == "CHN" => vec![Party::China],
        What::Name("countries", id) => vec![Party::Country(id.clone())],
        What::Phrase(senses) if senses.contains(&Sense::Its) => its.cloned().into_iter().collect(),
        What::Phrase(senses) => {
            known.into_iter().filter(|(sense, _)| senses.contains(sense)).map(|(_, party)| party).collect()
        }
        _ => Vec::new(),
    }
}

/// The role that the word before a name gives it, where articles and the like may stand between them; `Bare` stands for
/// "and", which gives what the name before it has.
fn role_before(pieces: &[Piece], at: usize) -> Option<Role> {
    let roles = [
        (Sense::To, Role::To),
        (Sense::For, Role::For),
        (Sense::From, Role::From),
        (Sense::Of, Role::Of),
        (Sense::In, Role::In),
        (Sense::With, Role::With),
        (Sense::Between, Role::With),
        (Sense::By, Role::By),
        (Sense::After, Role::Aside),
        (Sense::Attribution, Role::Said),
        (Sense::And, Role::Bare),
    ];
    let before = pieces[..at].iter().rev().take(3);
    let word = before
        .into_iter()
        .find(|piece| !piece.has(Sense::Neutral) || roles.iter().any(|(sense, _)| piece.has(*sense)))?;
    roles.into_iter().find(|(sense, _)| word.has(*sense)).map(|(_, role)| role)
}

/// Whether nothing but "and" stands between two names, or nothing at all.
pub fn are_joined(pieces: &[Piece], one: &Mention, other: &Mention) -> bool {
    let (first, last) = (one.piece.min(other.piece), one.piece.max(other.piece));
    pieces.get(first + 1..last).unwrap_or_default().iter().all(|piece| piece.has(Sense::And))
}

/// Two parties, the first of which gives and the second takes: seller and buyer, investor and host. `pair` are the two of
/// the clause before, of whom one may be left out.
pub fn direction(
    mentions: &[Mention],
    gives: impl Fn(Role) -> bool,
    takes: impl Fn(Role) -> bool,
    pair: Option<&(Party, Party)>,
) -> Result<(Party, Party), &'static str> {
    let of = |is_side: &dyn Fn(Role) -> bool| {
        let mut parties: Vec<&Party> =
            mentions.iter().filter(|mention| is_side(mention.role)).map(|mention| &mention.party).collect();
        parties.sort();
        parties.dedup();
        parties
    };
    let named = mentions.iter().filter(|mention| !mention.role.is_beside());
    if named.clone().any(|mention| !gives(mention.role) && !takes(mention.role)) {
        return Err("claim.from_whom");
    }
    let other = |party: &Party| {
        let (one, two) = pair?;
        if party == one { Some(two.clone()) } else { Some(one.clone()).filter(|_| party == two) }
    };
    match (&of(&gives)[..], &of(&takes)[..]) {
        ([from], [to]) if from != to => Ok(((*from).clone(), (*to).clone())),
        ([from], []) => other(from).map(|to| ((*from).clone(), to)).ok_or("claim.taker"),
        ([], [to]) => other(to).map(|from| (from, (*to).clone())).ok_or("claim.giver"),
        _ => Err("claim.from_whom"),
    }
}

/// The two parties of what has no direction: one with the other, or one and the other. The trade of the one and that of the
/// other are two trades.
pub fn both(
    pieces: &[Piece],
    mentions: &[Mention],
    pair: Option<&(Party, Party)>,
) -> Result<(Party, Party), &'static str> {
    let named = mentions.iter().filter(|mention| !mention.role.is_beside());
    // Trade within somebody is not trade with anybody.
    if named.clone().any(|mention| mention.role == Role::In && mention.party != Party::World) {
        return Err("claim.between_whom");
    }
    let has_with = named.clone().any(|mention| matches!(mention.role, Role::With | Role::To | Role::From));
    let are_two = named.clone().zip(named.clone().skip(1)).any(|(one, other)| !are_joined(pieces, one, other));
    let trades = pieces.iter().filter(|piece| piece.has(Sense::Trade)).count();
    let figures = pieces.iter().filter(|piece| matches!(piece.what, What::Figure(_))).count();
    if are_two && !has_with || trades > 1 && figures == 1 {
        return Err("claim.between_whom");
    }
    let mut parties: Vec<Party> = named.map(|mention| mention.party.clone()).collect();
    parties.sort();
    parties.dedup();
    match (&parties[..], pair) {
        ([one, two], _) => Ok((one.clone(), two.clone())),
        ([], Some(pair)) => Ok(pair.clone()),
        ([one], Some((first, second))) if one == first || one == second => Ok((first.clone(), second.clone())),
        _ => Err("claim.between_whom"),
    }
}
