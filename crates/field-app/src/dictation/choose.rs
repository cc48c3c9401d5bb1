//! Choosing how the next recordings are written down.

use field_contract::dictation::DictationChooseArgs;
use field_contract::{Done, ErrorCode, Topic};
use field_models::Model;

use super::{Choice, SETTING};
use crate::app::App;
use crate::error::{self, Result};
use crate::opened;

/// Chooses model and language for the next recordings. What was written down before stays as it is.
///
/// # Errors
/// `Locked`; `Invalid` for a name, a language or a pair that does not fit; `ModelMissing` if the file is
/// not there or not the right one: the earlier choice stays.
pub fn choose(app: &App, args: DictationChooseArgs) -> Result<Done> {
    let opened = app.opened()?;
    let model = Model::speech(&args.model)
        .ok_or_else(|| error::of(ErrorCode::Invalid, "no such speech model"))?;
    if !field_speech::is_language(&args.language)
        || field_speech::is_english_only(model) && args.language != "en"
    {
        return Err(error::of(ErrorCode::Invalid, "the model does not know this language"));
    }
    app.inner.models.status(model)?;
    let choice = Choice { model: args.model, language: args.language };
    opened.write(|tx| opened::put(tx, SETTING, &choice))?;
    app.changed(&[Topic::Profile]);
    Ok(Done {})
}

#[cfg(test)]
mod tests {
    use field_contract::NoArgs;
    use field_contract::dictation::ModelFileState;

    use super::*;
    use crate::dictation::show;
    use crate::test_bench::Bench;

    fn choose_named(bench: &Bench, model: &str, language: &str) -> Result<Done> {
        let args = DictationChooseArgs { model: model.into(), language: language.into() };
        choose(&bench.app, args)
    }

    #[test]
    fn until_somebody_chooses_it_is_the_smallest_model_and_english() {
        let bench = Bench::new(1);
        let dictation = show(&bench.app, NoArgs {}).expect("shown");
        assert_eq!((dictation.model.as_str(), dictation.language.as_str()), ("tiny.en", "en"));
        assert_eq!(dictation.models.len(), 3, "every model is named, there or not");
        assert!(dictation.models.iter().all(|one| one.file_state == ModelFileState::Missing));
    }

    #[test]
    fn what_cannot_work_is_not_chosen() {
        let bench = Bench::new(1);
        for (model, language, code, why) in [
            ("huge", "en", ErrorCode::Invalid, "no such model"),
            ("tiny.en", "es", ErrorCode::Invalid, "it knows English only"),
            ("base", "xx", ErrorCode::Invalid, "no such language"),
            ("base", "es", ErrorCode::ModelMissing, "its file is not there"),
        ] {
            let failure = choose_named(&bench, model, language).expect_err(why);
            assert_eq!(failure.code(), code, "{model} {language}: {why}");
        }
        let dictation = show(&bench.app, NoArgs {}).expect("shown");
        assert_eq!(dictation.model, "tiny.en", "the earlier choice stays");
    }

    #[test]
    fn another_file_under_a_models_name_is_told_from_none() {
        let bench = Bench::new(1);
        let path = bench.app.inner.models.path_of(Model::SpeechSmall);
        std::fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        std::fs::write(path, b"something else").expect("written");
        let dictation = show(&bench.app, NoArgs {}).expect("shown");
        let states: Vec<_> = dictation.models.iter().map(|one| one.file_state).collect();
        assert_eq!(
            states,
            [ModelFileState::Missing, ModelFileState::Missing, ModelFileState::Wrong]
        );
    }

    #[test]
    fn a_choice_stays_and_one_of_a_newer_program_is_none() {
        let bench = Bench::new(1);
        let opened = bench.app.opened().expect("is open");
        for (model, language, expected) in
            [("base", "es", (Model::SpeechBase, "es")), ("huge", "es", (Model::SpeechTinyEn, "en"))]
        {
            let choice = Choice { model: model.into(), language: language.into() };
            opened.write(|tx| opened::put(tx, SETTING, &choice)).expect("written");
            let stored = Choice::stored(&opened.reader()).expect("read");
            assert_eq!((stored.model(), stored.language()), expected, "{model}");
        }
    }
}
