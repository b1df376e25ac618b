//! What derived figures are called, in the four languages.

use super::quantity::WORLD;
use crate::data::LANGUAGES;
use crate::dataset::Dataset;
use crate::kinds::COUNTRIES;
use crate::kinds::common::DERIVATIONS;
use crate::model::Record;

/// The months as each language writes them in a period; Chinese counts them.
const MONTHS: [[&str; 12]; 3] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
];

/// What is called how in one language.
pub struct Titles<'a> {
    countries: &'a [Record],
    /// Its place among the languages.
    language: usize,
}

impl<'a> Titles<'a> {
    /// In a language of [`LANGUAGES`]; English for any other.
    pub fn of(dataset: &'a Dataset, language: &str) -> Self {
        let language = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
        Self { countries: dataset.of(&COUNTRIES), language }
    }

    /// The title of a derived fact. The region has the name that the title of its first input gives it.
    pub fn title(&self, derived: &Record, first: &Record) -> String {
        let partner = self.partner(first);
        let flow = derived.text("flow").unwrap_or_default();
        let what = self.flow(flow, &partner);
        let of = |fact: &Record| self.period(fact.text("date").unwrap_or_default());
        let (when, from) = (of(derived), of(first));
        let rule = DERIVATIONS.iter().position(|rule| derived.text("rule") == Some(rule)).unwrap_or_default();
        match (rule, self.language) {
            (0, 1) => format!("Saldo comercial de China con {partner} {when}: exportaciones menos importaciones"),
            (0, 2) => format!("Saldo comercial da China com {partner} {when}: exportações menos importações"),
            (0, 3) => format!("{when}中国与{partner}的贸易差额：出口减进口"),
            (0, _) => format!("China's trade balance with {partner} {when}: exports minus imports"),
            (1, 1) => format!("{what} {when}, según el crecimiento registrado {from}"),
            (1, 2) => format!("{what} {when}, segundo o crescimento registrado {from}"),
            (1, 3) => format!("{when}{what}（按{from}增长率推算）"),
            (1, _) => format!("{what} {when}, as the growth {from} implies"),
            (_, 1) => format!("{what} como proporción del comercio de China con el mundo {when}"),
            (_, 2) => format!("{what} como proporção do comércio da China com o mundo {when}"),
            (_, 3) => format!("{when}{what}占中国对世界贸易额的比重"),
            (_, _) => format!("{what} as a share of China's trade with the world {when}"),
        }
    }

    /// A flow with its partner, from China's side.
    fn flow(&self, flow: &str, partner: &str) -> String {
        match (flow, self.language) {
            ("exports", 1) => format!("Exportaciones de China a {partner}"),
            ("exports", 2) => format!("Exportações da China para {partner}"),
            ("exports", 3) => format!("中国对{partner}出口额"),
            ("exports", _) => format!("China's exports to {partner}"),
            ("imports", 1) => format!("Importaciones de China desde {partner}"),
            ("imports", 2) => format!("Importações da China vindas de {partner}"),
            ("imports", 3) => format!("中国自{partner}进口额"),
            ("imports", _) => format!("China's imports from {partner}"),
            (_, 1) => format!("Comercio de China con {partner}"),
            (_, 2) => format!("Comércio da China com {partner}"),
            (_, 3) => format!("中国与{partner}贸易额"),
            _ => format!("China's trade with {partner}"),
        }
    }

    fn partner(&self, fact: &Record) -> String {
        let code = fact.text("partner").unwrap_or_default();
        let names = match code {
            "LAC" if fact.text("title").is_some_and(|title| title.contains("Caribbean")) => [
                "Latin America and the Caribbean",
                "América Latina y el Caribe",
                "América Latina e Caribe",
                "拉美和加勒比",
            ],
            "LAC" => ["Latin America", "América Latina", "América Latina", "拉美"],
            WORLD => ["the world", "el mundo", "o mundo", "世界"],
            _ => {
                let country = self.countries.iter().find(|country| country.id() == code);
                let column = format!("name_{}", LANGUAGES[self.language]);
                return country.and_then(|country| country.text(&column)).unwrap_or(code).to_owned();
            }
        };
        names[self.language].to_owned()
    }

    /// A period with its preposition: a year, or months of one; others as EDTF writes them.
    fn period(&self, date: &str) -> String {
        let month =
            |text: &str| Some((text.get(..4)?.to_owned(), text.strip_prefix(text.get(..5)?)?.parse::<usize>().ok()?));
        let months = date.split_once('/').and_then(|(from, to)| Some((month(from)?, month(to)?)));
        if let Some(((year, from @ 1..=12), (last, to @ 1..=12))) = months
            && year == last
        {
            return match self.language {
                3 => format!("{year}年{from}月至{to}月"),
                1 | 2 => {
                    format!("de {} a {} de {year}", MONTHS[self.language][from - 1], MONTHS[self.language][to - 1])
                }
                _ => format!("from {} to {} {year}", MONTHS[0][from - 1], MONTHS[0][to - 1]),
            };
        }
        match self.language {
            1 => format!("en {date}"),
            2 => format!("em {date}"),
            3 => format!("{date}年"),
            _ => format!("in {date}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_each_language_writes_them() {
        let written = |date: &str| [0, 1, 2, 3].map(|language| Titles { countries: &[], language }.period(date));
        assert_eq!(written("2017"), ["in 2017", "en 2017", "em 2017", "2017年"]);
        assert_eq!(
            written("2018-01/2018-11"),
            [
                "from January to November 2018",
                "de enero a noviembre de 2018",
                "de janeiro a novembro de 2018",
                "2018年1月至11月"
            ]
        );
    }
}
