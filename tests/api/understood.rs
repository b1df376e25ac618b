//! Whoever asks wrongly succeeds at the next try: names for codes, wrong requests and what mends them, wrong paths, and
//! what an empty list says.

use axum::http::StatusCode;
use serde_json::Value as Json;

use crate::helpers::{TestApp, text};

/// Wrong requests, a part of what is told, and the request that is named instead.
const WRONG: &[(&str, &str, &str)] = &[
    // Pages.
    ("/trade?page=2", "links.next", "/trade"),
    ("/trade?offset=100", "links.next", "/trade"),
    ("/trade?skip=10&year=2018", "links.next", "/trade?year=2018"),
    ("/trade?per_page=50", "`limit`", "/trade?limit=50"),
    ("/trade?per-page=50", "`limit`", "/trade?limit=50"),
    ("/trade?pageSize=5000", "`limit`", "/trade?limit=1000"),
    ("/trade?page[size]=20", "`limit`", "/trade?limit=20"),
    ("/trade?limit=5000", "1 to 1000", "/trade?limit=1000"),
    ("/trade?limit=all", "1 to 1000", "/trade"),
    ("/trade?cursor=abc", "not a cursor", "/trade"),
    // Formats.
    ("/trade?format=csv", "ending of the path", "/trade.csv"),
    ("/trade?format=json&year=2018", "ending of the path", "/trade?year=2018"),
    ("/trade?format=xls&year=2018", "ending of the path", "/trade.xlsx?year=2018"),
    ("/trade?output=excel", "ending of the path", "/trade.xlsx"),
    ("/trade.csv?facets=flow", "belongs to pages", "/trade.csv"),
    // Orders.
    ("/trade?order=value", "`sort=-value`", "/trade?sort=value"),
    ("/trade?order_by=-value", "`sort=-value`", "/trade?sort=-value"),
    ("/trade?sort=value:desc", "did you mean `-value`", "/trade?sort=-value"),
    ("/trade?order=value.desc", "`sort=-value`", "/trade?sort=-value"),
    ("/trade?sort=desc(value)", "did you mean `-value`", "/trade?sort=-value"),
    ("/trade?ordering=-start,foo", "`sort=-value`", "/trade?sort=-start"),
    ("/trade?sort=valeu", "did you mean `value`", "/trade?sort=value"),
    ("/trade?sort=foo", "cannot be sorted by", "/trade"),
    ("/trade?sort=latest", "did you mean `-start`", "/trade?sort=-start"),
    // Words.
    ("/facts?search=lithium", "`q` finds words", "/facts?q=lithium"),
    ("/facts?query=soybeans", "`q` finds words", "/facts?q=soybeans"),
    ("/facts?title=trade", "did you mean `q`", "/facts?q=trade"),
    ("/facts?title__icontains=trade", "did you mean `q`", "/facts?q=trade"),
    // Time.
    ("/trade?since=2018", "`from`", "/trade?from=2018-01-01"),
    ("/trade?until=2018", "`to`", "/trade?to=2018-12-31"),
    ("/trade?start_date=2018-01-01", "`from`", "/trade?from=2018-01-01"),
    ("/trade?startDate=2018-01-01&endDate=2019-12-31", "`from`", "/trade?from=2018-01-01&to=2019-12-31"),
    ("/trade?from_publication_date=2018-01-01", "`from`", "/trade?from=2018-01-01"),
    ("/trade?year=2015-2019", "ends of a range", "/trade?year_max=2019&year_min=2015"),
    ("/trade?year=2015:2019", "ends of a range", "/trade?year_max=2019&year_min=2015"),
    ("/trade?date=2015:2019", "`year`", "/trade?year_max=2019&year_min=2015"),
    ("/trade?period=2018", "`year` says when", "/trade?year=2018"),
    ("/trade?year=2018-05", "`from` and `to`", "/trade?from=2018-05-01&to=2018-05-31"),
    ("/trade?from=2018-1-5", "2018-01-05", "/trade?from=2018-01-05"),
    ("/trade?from=2019&to=2018", "less than `from`", "/trade?from=2018-01-01&to=2019-12-31"),
    ("/trade?from=soon", "no date", "/trade"),
    ("/trade?yaer=2018", "did you mean `year`", "/trade?year=2018"),
    ("/trade?Year=2018", "did you mean `year`", "/trade?year=2018"),
    ("/trade?year_from=2015", "did you mean `year_min`", "/trade?year_min=2015"),
    // Comparisons.
    ("/trade?min_value=1000000", "did you mean `value_min`", "/trade?value_min=1000000"),
    ("/trade?value_gt=1000000", "did you mean `value_min`", "/trade?value_min=1000000"),
    ("/trade?value_gte=1000000", "did you mean `value_min`", "/trade?value_min=1000000"),
    ("/trade?value__gte=1000000", "did you mean `value_min`", "/trade?value_min=1000000"),
    ("/trade?value[lte]=1e12", "did you mean `value_max`", "/trade?value_max=1000000000000"),
    ("/trade?value=gte.1000000", "`value_min` compares", "/trade?value_min=1000000"),
    ("/trade?value=%3E1000000", "`value_min` compares", "/trade?value_min=1000000"),
    ("/trade?value_min=US$300bn", "written out it is 300000000000", "/trade?value_min=300000000000"),
    ("/trade?value_min=1,000,000", "written out it is 1000000", "/trade?value_min=1000000"),
    ("/trade?country__in=BRA,CHL", "did you mean `country`", "/trade?country=BRA,CHL"),
    ("/trade?flow=eq.exports", "`flow` compares", "/trade?flow=exports"),
    ("/trade?flow__ne=total", "did you mean `flow_not`", "/trade?flow_not=total"),
    // Names of parameters.
    ("/trade?countries=BRA", "did you mean `country`", "/trade?country=BRA"),
    ("/visits?people=xi-jinping", "did you mean `person`", "/visits?person=xi-jinping"),
    ("/trade?country_code=BR", "`country` takes", "/trade?country=BRA"),
    ("/facts?filter=country:BRA,year:2018", "parameter of its own", "/facts?country=BRA&year=2018"),
    ("/trade?select=id,value", "`fields`", "/trade?fields=id,value"),
    ("/trade?include=evidence", "not needed", "/trade"),
    ("/trade?api_key=secret", "not needed", "/trade"),
    ("/trade?language=es", "`lang`", "/trade?lang=es"),
    ("/trade?flowCode=X", "`flow`", "/trade?flow=exports"),
    // Words for choices.
    ("/agreements?type=FTA", "did you mean `free_trade_agreement`", "/agreements?type=free_trade_agreement"),
    ("/agreements?type=free%20trade", "did you mean `free_trade_agreement`", "/agreements?type=free_trade_agreement"),
    (
        "/agreements?type=MoU",
        "did you mean `memorandum_of_understanding`",
        "/agreements?type=memorandum_of_understanding",
    ),
    ("/trade?flow=export", "did you mean `exports`", "/trade?flow=exports"),
    ("/trade?unit=%25", "did you mean `percent`", "/trade?unit=percent"),
    ("/facts?kind=trades", "did you mean `trade`", "/facts?kind=trade"),
    // Names.
    ("/trade?country=Spain", "/countries lists", "/trade"),
    ("/trade?country=UK", "/countries lists", "/trade"),
    ("/trade?country=Brazl", "did you mean `BRA`", "/trade?country=BRA"),
    ("/facts?country=Latin%20America", "region as a whole", "/facts?country=null"),
    ("/trade?partner=Narnia&year=2018", "no country `Narnia`", "/trade?year=2018"),
    ("/facts?organization=Foreign%20Affairs", "china-mfa", "/facts?organization=china-mfa,cpifa,mexico-sre"),
    // Several at once.
    (
        "/trade?yaer=2018&flow=export&country=BRZ&limit=0&sort=valeu&from=soon",
        "did you mean",
        "/trade?flow=exports&sort=value&year=2018",
    ),
    (
        "/trade?year=2018&year_min=2019&year_max=2018",
        "less than `year_min`",
        "/trade?year=2018&year_max=2019&year_min=2018",
    ),
    ("/trade?fields=id,vlaue", "did you mean `value`", "/trade?fields=id,value"),
    ("/trade/trade-2018-total?year=2018", "no such parameter", "/trade/trade-2018-total"),
    ("/dataset?year=2018", "takes no parameters", "/dataset"),
    ("/cite?url=/trade%3Fyaer=2018", "did you mean `year`", "/cite?url=%2Ftrade%3Fyear%3D2018"),
];

/// Wrong paths, a part of what is told, and the address that is named instead.
const NOT_THERE: &[(&str, &str, &str)] = &[
    ("/trade.tsv?year=2018", ".csv, ", "/trade.csv?year=2018"),
    ("/trade.xls", ".xlsx", "/trade.xlsx"),
    ("/trade.xml?yaer=2018", ".ndjson", "/trade?year=2018"),
    ("/trade.jsonl", ".ndjson", "/trade.ndjson"),
    ("/trade/2018", "there is no trade `2018`", "/trade?year=2018"),
    ("/search?q=lithium", "`q` finds words", "/facts?q=lithium"),
    ("/visits/trade-2018-total", "there is no visit", "/trade/trade-2018-total"),
    ("/trade/trade-2018", "there is no trade", "/trade?q=trade+2018"),
    ("/trade/a/b", "nothing at /trade/a/b", "/trade"),
    ("/swagger-ui", "/docs/", "/docs/"),
    ("/healthz", "/health", "/health"),
    ("/visist", "did you mean `visits`", "/visits"),
    ("/nonsense", "/ tells what there is", "/"),
];

/// Paths that plainly mean another, and that other.
const MEANT: &[(&str, &str)] = &[
    ("/trade/", "/trade"),
    ("/Trade?year=2018&yaer=1", "/trade?year=2018&yaer=1"),
    ("/TRADE.CSV?year=2018", "/trade.csv?year=2018"),
    ("/trades", "/trade"),
    ("/agreement?country=BRA", "/agreements?country=BRA"),
    ("/country/BRA", "/countries/BRA"),
    ("/person/xi-jinping", "/people/xi-jinping"),
    ("/organisations", "/organizations"),
    ("/trade.json?year=2018", "/trade?year=2018"),
    ("/v1/trade?year=2018", "/trade?year=2018"),
    ("/api/v1/trade/trade-2018-total/", "/trade/trade-2018-total"),
    ("/api/", "/"),
    ("//trade", "/trade"),
    ("/Kinds", "/kinds"),
    ("/countries/Brazil", "/countries/BRA"),
    ("/countries/Costa%20Rica?lang=es", "/countries/CRI?lang=es"),
    ("/organizations/CEPAL", "/organizations/eclac"),
    ("/trade/trade-2018-total.json", "/trade/trade-2018-total"),
    ("/trade/Trade-2018-Total", "/trade/trade-2018-total"),
];

#[tokio::test]
async fn every_wrong_request_is_told_what_is_wrong_and_its_try_works() {
    let app = TestApp::new().await;
    let mut wrong = Vec::new();
    for (path, told, instead) in WRONG {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}: {}", answer.body);
        let problem = answer.json();
        let errors = problem["errors"].as_array().unwrap();
        let again = errors[0]["try"].as_str().unwrap_or_default();
        let details: String = errors.iter().map(|error| text(&error["detail"]) + "\n").collect();
        if again != *instead || !details.contains(told) {
            wrong.push(format!("{path}\n    try {again}\n    not {instead}\n    {details}"));
        }
        assert!(errors.iter().all(|error| error["try"] == again), "{path}");
        let answer = app.get(again).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {again}: {}", answer.body);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(WRONG.len() + NOT_THERE.len() >= 60);
}

#[tokio::test]
async fn a_path_that_is_nothing_names_one_that_works() {
    let app = TestApp::new().await;
    for (path, told, instead) in NOT_THERE {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.body);
        let problem = answer.json();
        assert!(text(&problem["detail"]).contains(told), "{path}: {problem}");
        assert_eq!(problem["try"], *instead, "{path}");
        let answer = app.get(instead).await;
        assert_eq!(answer.status, StatusCode::OK, "{instead}: {}", answer.body);
        assert!(answer.body.len() > 100 || *instead == "/health", "{instead}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_path_that_plainly_means_another_leads_there_with_its_query() {
    let app = TestApp::new().await;
    for (path, there) in MEANT {
        let answer = app.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, *there), "{path}");
    }
    for path in ["//evil.example/trade", "/trade//evil.example", "/%2f%2fevil.example", "/v1//evil.example"] {
        let location = app.get(path).await.header("location").to_owned();
        assert!(!location.starts_with("//") && !location.contains("://"), "{path}: {location}");
    }
}

#[tokio::test]
async fn what_every_site_is_asked_for_is_answered() {
    let app = TestApp::new().await;
    assert!(app.get("/robots.txt").await.body.contains("Allow: /"));
    assert_eq!(app.get("/favicon.ico").await.header("content-type"), "image/svg+xml");
    let version = app.get("/version").await.json();
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(version["dataset_version"], app.get("/trade").await.json()["meta"]["dataset_version"]);
}

#[tokio::test]
async fn names_in_four_languages_aliases_and_abbreviations_are_taken_wherever_an_id_is() {
    let app = TestApp::new().await;
    for (path, normal) in [
        ("/facts?country=Brazil", "/facts?country=BRA"),
        ("/facts?country=brasil", "/facts?country=BRA"),
        ("/facts?country=%E5%B7%B4%E8%A5%BF", "/facts?country=BRA"),
        ("/facts?country=Costa%20Rica,M%C3%A9xico,peru", "/facts?country=CRI,MEX,PER"),
        ("/facts?country_not=Mexico", "/facts?country_not=MEX"),
        ("/facts?country=Trinidad%20and%20Tobago", "/facts?country=TTO"),
        ("/facts?country=United%20States%20of%20America,EE.UU.", "/facts?country=USA"),
        ("/facts?person=B%C3%A1rcena", "/facts?person=alicia-barcena"),
        ("/facts?person=Lula", "/facts?person=luiz-inacio-lula-da-silva"),
        ("/facts?organization=CEPAL", "/facts?organization=eclac"),
        ("/facts?organization=%E6%8B%89%E7%BE%8E%E7%BB%8F%E5%A7%94%E4%BC%9A", "/facts?organization=eclac"),
        ("/trade?partner=Latin%20America", "/trade?partner=LAC"),
        ("/trade?partner=World", "/trade?partner=WLD"),
        ("/trade?partner=Brasil", "/trade?partner=BRA"),
        ("/trade?subject=China", "/trade?subject=CHN"),
        ("/agreements?parties=China", "/agreements?parties=CHN"),
        ("/memberships?member=El%20Salvador", "/memberships?member=SLV"),
        ("/statements?speaker=Xi%20Jinping", "/statements?speaker=xi-jinping"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert_eq!(answer.json()["links"]["self"], normal, "{path}");
    }
}

#[tokio::test]
async fn a_name_that_several_have_is_refused_with_all_of_them() {
    let app = TestApp::new().await;
    let problem = app.get("/facts?person=Luis,Jos%C3%A9&organization=bank").await.json();
    for error in problem["errors"].as_array().unwrap() {
        assert!(error["allowed"].as_array().unwrap().len() > 1, "{error}");
    }
    let rows = app.get(problem["errors"][0]["try"].as_str().unwrap()).await;
    assert_eq!(rows.status, StatusCode::OK, "{}", rows.body);
}

#[tokio::test]
async fn a_word_that_is_nothing_gets_no_suggestion() {
    let app = TestApp::new().await;
    for path in ["/trade?country=Spain", "/trade?country=UK", "/trade?sort=foo", "/trade?country=BRZ", "/trade?xyzzy=1"]
    {
        let problem = app.get(path).await.json();
        assert_eq!(problem["errors"][0]["suggestion"], Json::Null, "{path}");
    }
    for list in app.lists().await {
        let problem = app.get(&format!("{list}?xyzzy=1")).await.json();
        let allowed = problem["errors"][0]["allowed"].as_array().unwrap().len();
        assert!(allowed > 5, "{list}: {problem}");
    }
}

#[tokio::test]
async fn eight_kilobytes_of_mistakes_are_answered_with_eight() {
    let app = TestApp::new().await;
    let many: Vec<String> = (0..1000).map(|number| format!("a{number}=1")).collect();
    let words = vec!["qwertz"; 100].join(",");
    for path in [
        format!("/trade?{}&year=2018", many.join("&")),
        format!("/facts?country={words}&organization={words}&year=2018"),
    ] {
        let answer = app.get(&path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let problem = answer.json();
        assert_eq!(problem["errors"].as_array().unwrap().len(), 8, "{}", answer.body);
        assert!(text(&problem["detail"]).ends_with("and there are more"), "{}", problem["detail"]);
        assert!(answer.body.len() < 20_000, "{}", answer.body.len());
        let again = problem["errors"][0]["try"].as_str().unwrap();
        assert_eq!(app.get(again).await.status, StatusCode::OK, "{again}");
        assert!(again.ends_with("?year=2018"), "{again}");
        // A page has its own address in it several times, but not one of eight kilobytes.
        let page = app.with(&path, &[("accept", "text/html")]).await;
        assert_eq!((page.status, page.header("content-type")), (StatusCode::BAD_REQUEST, "text/html; charset=utf-8"));
        assert!(page.body.len() < 20_000, "{}", page.body.len());
    }
}

#[tokio::test]
async fn an_empty_list_says_why_and_what_finds_rows() {
    let app = TestApp::new().await;
    for (path, reason, instead) in [
        ("/trade?measure=balance", "derived_left_out", "/trade?basis=derived&measure=balance"),
        ("/trade?flow=exports&year=2017&measure=balance", "filters_exclude_all", ""),
        ("/trade?product=soybeans", "filter_excludes_all", ""),
        ("/investments?year=2020&direction=to_lac&source=xinhua-2008", "filter_excludes_all", ""),
        ("/facts?q=zzzz&country=BRA", "filter_excludes_all", "/facts?country=BRA"),
    ] {
        let answer = app.get(path).await;
        let hints = answer.json()["meta"]["hints"].as_array().cloned().unwrap_or_default();
        assert!(!hints.is_empty() && hints.len() <= 5, "{path}: {}", answer.body);
        assert!(hints.iter().any(|hint| hint["reason"] == reason), "{path}: {hints:?}");
        assert!(instead.is_empty() || hints.iter().any(|hint| hint["try"] == instead), "{path}: {hints:?}");
        for hint in hints {
            let found = app.get(hint["try"].as_str().unwrap()).await.json();
            assert_eq!(found["meta"]["total"], hint["total"], "{path}: {hint}");
            assert!(hint["total"].as_u64().unwrap() > 0, "{path}: {hint}");
        }
    }
    let found = app.get("/trade?year=2018").await.json();
    assert!(found["meta"].get("hints").is_none(), "{found}");
}

#[tokio::test]
async fn an_empty_year_names_the_facts_that_lie_across_it() {
    let app = TestApp::new().await;
    let across = app.all("/investments?from=2016&to=2016&limit=1000").await;
    assert!(across.iter().any(|row| row["year"].is_null()));
    let only = text(&across.iter().find(|row| row["year"].is_null()).unwrap()["id"]);
    let answer = app.get(&format!("/investments?year=2016&id={only}")).await.json();
    let hint = answer["meta"]["hints"].as_array().unwrap().iter().find(|hint| hint["reason"] == "period_crosses_year");
    assert_eq!(hint.unwrap()["total"], 1, "{answer}");
}

#[tokio::test]
async fn titles_and_every_column_of_one_value_can_be_sorted_by() {
    let app = TestApp::new().await;
    for path in ["/facts?sort=title&limit=1000", "/trade?sort=title&limit=7", "/countries?sort=name_en"] {
        let column = if path.contains("title") { "title" } else { "name_en" };
        let titles: Vec<String> = app.all(path).await.iter().map(|row| text(&row[column])).collect();
        assert!(titles.is_sorted() && titles.len() > 5, "{path}: {titles:?}");
    }
    let low: Vec<f64> =
        app.all("/trade?sort=-value_low").await.iter().filter_map(|row| row["value_low"].as_f64()).collect();
    assert!(low.is_sorted_by(|a, b| a >= b) && low.len() > 5, "{low:?}");
    for kind in app.kinds().await {
        for column in kind["columns"].as_array().unwrap() {
            let is_list = ["references", "any_references", "texts", "evidence", "related"]
                .contains(&column["type"].as_str().unwrap());
            assert_eq!(column["sortable"], !is_list, "{} {}", kind["name"], column["name"]);
        }
    }
}
