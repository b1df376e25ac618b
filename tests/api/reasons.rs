//! Reasons on pages: those that programs are told, in the reader's language, with figures as people write them.

use axum::http::StatusCode;

use crate::helpers::TestApp;

const BROWSER: (&str, &str) = ("accept", "text/html");
const CLAIM: &str = "/check?claim=Trade+between+China+and+Latin+America+hit+%24315+billion+in+2018";

/// What stands in the middle of a page.
async fn main(app: &TestApp, path: &str, language: &str) -> (StatusCode, String) {
    let mark = if path.contains('?') { '&' } else { '?' };
    let answer = app.with(&format!("{path}{mark}lang={language}"), &[BROWSER]).await;
    let (_, rest) = answer.body.split_once("<main").unwrap_or_else(|| panic!("{path}: {}", answer.body));
    (answer.status, rest.split("</main>").next().unwrap().to_owned())
}

#[tokio::test]
async fn a_page_gives_its_reasons_in_the_language_of_the_page() {
    let app = TestApp::new().await;
    for (path, status, [english, spanish, portuguese, chinese]) in [
        (
            "/trade?yaer=2018",
            400,
            [
                "There is no such parameter here; did you mean <code>year</code>?",
                "Aquí no existe ese parámetro; ¿quiso decir <code>year</code>?",
                "Esse parâmetro não existe aqui; você quis dizer <code>year</code>?",
                "这里没有这个参数；您要找的是<code>year</code>吗？",
            ],
        ),
        (
            "/trade?page=2",
            400,
            [
                "There is no such parameter here; pages have no numbers here: the next one is at <code>links.next</code>.",
                "Aquí no existe ese parámetro; las páginas no llevan número: la siguiente está en <code>links.next</code>.",
                "Esse parâmetro não existe aqui; as páginas não têm número: a próxima está em <code>links.next</code>.",
                "这里没有这个参数；结果页没有页码：下一页在<code>links.next</code>。",
            ],
        ),
        (
            "/trade?year=soon",
            400,
            [
                "<code>soon</code> is no whole number.",
                "<code>soon</code> no es un número entero.",
                "<code>soon</code> não é um número inteiro.",
                "<code>soon</code>不是整数。",
            ],
        ),
        (
            "/trade/trade-1918-total",
            404,
            [
                "There is no trade <code>trade-1918-total</code>.",
                "En «Comercio» no hay <code>trade-1918-total</code>.",
                "Em “Comércio” não há <code>trade-1918-total</code>.",
                "“贸易”中没有<code>trade-1918-total</code>。",
            ],
        ),
        (
            "/investments/total",
            422,
            [
                "The rows are of several quantities, which differ in direction, measure",
                "Las filas son de varias magnitudes, que difieren en dirección, medida",
                "As linhas são de várias grandezas, que diferem em sentido, medida",
                "这些行属于几个不同的量，区别在于",
            ],
        ),
    ] {
        for (language, told) in [("en", english), ("es", spanish), ("pt", portuguese), ("zh", chinese)] {
            let (found, page) = main(&app, path, language).await;
            assert_eq!(found.as_u16(), status, "{path}");
            assert!(page.contains(told), "{path} in {language} without {told}: {page}");
            assert!(!page.contains("lang=\"en\""), "{path} in {language} has English: {page}");
        }
    }
}

#[tokio::test]
async fn what_a_page_has_in_english_alone_it_marks_as_english() {
    let app = TestApp::new().await;
    let path = "/check?claim=a&kind=trade";
    let (_, page) = main(&app, path, "es").await;
    assert!(page.contains("<span lang=\"en\">"), "{page}");
    let (_, page) = main(&app, path, "en").await;
    assert!(!page.contains("lang=\"en\""), "{page}");
}

#[tokio::test]
async fn the_page_of_a_claim_writes_figures_and_facts_as_people_do() {
    let app = TestApp::new().await;
    let json = app.get(CLAIM).await.json();
    let reason = json["data"][0]["figures"][0]["reason"].as_str().unwrap();
    assert_eq!(reason, "trade-2018-total says 307400000000 USD; the claim differs by 7600000000");
    for (language, told) in [
        (
            "en",
            "“Trade between China and Latin America in 2018” says US$307.4 billion; the claim differs by US$7.6 billion.",
        ),
        ("es", "dice 307.400 millones de dólares; la diferencia con la afirmación es de 7600 millones de dólares."),
        ("pt", "diz US$\u{a0}307,4 bilhões; a diferença em relação à afirmação é de US$\u{a0}7,6 bilhões."),
        ("zh", "为3074亿美元；该说法与之相差76亿美元。"),
    ] {
        let (_, page) = main(&app, CLAIM, language).await;
        assert!(page.contains(told), "{language}: {page}");
        assert!(!page.contains("307400000000") && !page.contains("lang=\"en\""), "{language}: {page}");
    }
}

#[tokio::test]
async fn a_total_says_in_the_language_of_the_page_why_a_row_is_left_out() {
    let app = TestApp::new().await;
    let path = "/trade/total?year=2018&flow=exports,imports";
    let json = app.get(path).await.json();
    assert!(json["data"]["left_out"].as_array().unwrap().len() > 1, "{json}");
    for (language, told) in [
        ("en", "A figure in the unit percent is never added."),
        ("es", "Las cifras en esta unidad nunca se suman: por ciento."),
        ("pt", "Números nesta unidade nunca são somados: por cento."),
        ("zh", "此单位的数字从不相加："),
    ] {
        let (_, page) = main(&app, path, language).await;
        assert!(page.contains(told), "{language}: {page}");
    }
}
