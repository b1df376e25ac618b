//! The prompt for fact checking.

use rmcp::ErrorData;
use rmcp::model::{GetPromptRequestParams, GetPromptResult, Prompt, PromptArgument, PromptMessage, Role};

/// Its name.
const NAME: &str = "fact_check";
/// Most characters of a text to check.
const MAX_DRAFT: usize = 20_000;

/// What a model is asked to do.
const STEPS: &str = "\
Check the text below against this dataset, sentence by sentence.

1. List every figure, date, name and claim in it that can be checked.
2. Give the sentences with figures to `check`, which compares them digit by digit. Look up the rest: `search` by its words, or `list` with the kind, the year, the country and the measure. Compare like with like: \
the same measure (a flow is no stock, a growth rate no value), the same period (eleven months are no year), the same direction \
(exports and imports are China's) and the same region or country.
3. Give each a verdict: supported, contradicted, imprecise (true only as hedged), incomparable, or no evidence. Name the ids of the \
facts and quote the words of `evidence` that decide.
4. Where nothing is found the verdict is no evidence. Say what was searched. Fill in nothing from memory, neither to support nor to \
contradict.
5. End with a table: claim, verdict, fact ids, what the source says; and with the citation that `cite` gives.

The text:
";

/// As the protocol lists it.
pub fn fact_check() -> Prompt {
    let text = PromptArgument::new("text").with_description("The text to check").with_required(true);
    Prompt::new(
        NAME,
        Some("Check the figures and claims of a text against the facts, with their sources"),
        Some(vec![text]),
    )
}

/// The prompt with its text.
///
/// # Errors
/// When there is no such prompt, or no text.
pub fn get(request: &GetPromptRequestParams) -> Result<GetPromptResult, ErrorData> {
    if request.name != NAME {
        let told = format!("there is no prompt `{}`; there is `{NAME}`", request.name);
        return Err(ErrorData::invalid_params(told, None));
    }
    let text = request.arguments.as_ref().and_then(|arguments| arguments.get("text")?.as_str());
    let text = text.ok_or_else(|| ErrorData::invalid_params("`text` is missing: the text to check", None))?;
    if text.chars().count() > MAX_DRAFT {
        return Err(ErrorData::invalid_params(format!("`text` has more than {MAX_DRAFT} characters"), None));
    }
    let message = PromptMessage::new_text(Role::User, format!("{STEPS}\n{text}"));
    Ok(GetPromptResult::new(vec![message]).with_description("Check a text against the facts"))
}
