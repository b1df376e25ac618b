//! The words of charts in the languages of answers.

/// The words of charts in one language.
pub struct Phrases {
    pub sources: &'static str,
    pub dataset: &'static str,
    pub nothing: &'static str,
    pub undated: &'static str,
    pub part_of_year: &'static str,
    pub about: &'static str,
    pub derived: &'static str,
    pub more: &'static str,
    pub less: &'static str,
    pub band: &'static str,
    pub others: &'static str,
    pub also: &'static str,
    pub colon: &'static str,
    pub comma: &'static str,
    /// What charts say of what they leave out, with `{n}` and `{all}`.
    latest_listed: &'static str,
    latest_drawn: &'static str,
    latest_told: &'static str,
    quantities: &'static str,
    regions: [&'static str; 2],
}

static ENGLISH: Phrases = Phrases {
    sources: "Sources: ",
    dataset: "Dataset sinolac",
    nothing: "Nothing was found",
    undated: "no date",
    part_of_year: "hatched: less than a year, as wide as it was long",
    about: "dashed: about this much",
    derived: "hollow: derived from other facts",
    more: "arrow up: this much or more",
    less: "arrow down: this much or less",
    band: "band: from the least to the most that it may be",
    others: "dots: what other sources say",
    also: "also",
    colon: ": ",
    comma: ", ",
    latest_listed: "The latest {n} of {all} figures are listed.",
    latest_drawn: "The latest {n} of {all} figures are drawn.",
    latest_told: "The latest {n} of {all} are told here.",
    quantities: "{n} of {all} quantities are drawn; filters narrow the query to others.",
    regions: ["Latin America and the Caribbean", "the world"],
};

static SPANISH: Phrases = Phrases {
    sources: "Fuentes: ",
    dataset: "Datos sinolac",
    nothing: "No se encontró nada",
    undated: "sin fecha",
    part_of_year: "rayado: menos de un año, tan ancho como duró",
    about: "discontinuo: alrededor de esta cifra",
    derived: "hueco: derivado de otros hechos",
    more: "flecha hacia arriba: esta cifra o más",
    less: "flecha hacia abajo: esta cifra o menos",
    band: "banda: del mínimo al máximo posible",
    others: "puntos: lo que dicen otras fuentes",
    also: "también",
    colon: ": ",
    comma: ", ",
    latest_listed: "Se enumeran las {n} cifras más recientes de {all}.",
    latest_drawn: "Se dibujan las {n} cifras más recientes de {all}.",
    latest_told: "Aquí constan las {n} más recientes de {all}.",
    quantities: "Se dibujan {n} de {all} magnitudes; los filtros llevan a las demás.",
    regions: ["América Latina y el Caribe", "el mundo"],
};

static PORTUGUESE: Phrases = Phrases {
    sources: "Fontes: ",
    dataset: "Dados sinolac",
    nothing: "Nada foi encontrado",
    undated: "sem data",
    part_of_year: "hachurado: menos de um ano, tão largo quanto durou",
    about: "tracejado: cerca deste valor",
    derived: "vazado: derivado de outros fatos",
    more: "seta para cima: este valor ou mais",
    less: "seta para baixo: este valor ou menos",
    band: "faixa: do mínimo ao máximo possível",
    others: "pontos: o que dizem outras fontes",
    also: "também",
    colon: ": ",
    comma: ", ",
    latest_listed: "Listam-se os {n} números mais recentes de {all}.",
    latest_drawn: "Desenham-se os {n} números mais recentes de {all}.",
    latest_told: "Aqui constam os {n} mais recentes de {all}.",
    quantities: "Desenham-se {n} de {all} grandezas; os filtros levam às demais.",
    regions: ["América Latina e Caribe", "o mundo"],
};

static CHINESE: Phrases = Phrases {
    sources: "来源：",
    dataset: "数据集 sinolac",
    nothing: "没有找到结果",
    undated: "日期不详",
    part_of_year: "斜线：不足一年，宽度即其时长",
    about: "虚线：约为此数",
    derived: "空心：由其他事实推算",
    more: "向上箭头：此数或更多",
    less: "向下箭头：此数或更少",
    band: "色带：可能的最小值至最大值",
    others: "圆点：其他来源的说法",
    also: "另有",
    colon: "：",
    comma: "，",
    latest_listed: "列出共{all}个数字中最近的{n}个。",
    latest_drawn: "绘出共{all}个数字中最近的{n}个。",
    latest_told: "此处说明共{all}个数字中最近的{n}个。",
    quantities: "绘出{all}个指标中的{n}个；可用筛选条件查看其余。",
    regions: ["拉美和加勒比", "全世界"],
};

/// The words of a language; English for one that there is not.
pub fn phrases(language: &str) -> &'static Phrases {
    match language {
        "es" => &SPANISH,
        "pt" => &PORTUGUESE,
        "zh" => &CHINESE,
        _ => &ENGLISH,
    }
}

impl Phrases {
    /// What a region is called that is no country.
    pub fn region(&self, code: &str) -> Option<&'static str> {
        match code {
            "LAC" => Some(self.regions[0]),
            "WLD" => Some(self.regions[1]),
            _ => None,
        }
    }

    pub fn of_listed(&self, shown: usize, all: usize) -> String {
        counted(self.latest_listed, shown, all)
    }

    pub fn of_drawn(&self, shown: usize, all: usize) -> String {
        counted(self.latest_drawn, shown, all)
    }

    pub fn of_told(&self, shown: usize, all: usize) -> String {
        counted(self.latest_told, shown, all)
    }

    pub fn of_quantities(&self, shown: usize, all: usize) -> String {
        counted(self.quantities, shown, all)
    }
}

fn counted(text: &str, shown: usize, all: usize) -> String {
    text.replace("{n}", &shown.to_string()).replace("{all}", &all.to_string())
}
