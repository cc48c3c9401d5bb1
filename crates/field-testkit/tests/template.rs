//! The built-in template, read as the app reads it.

use field_domain::{Mark, Template};

fn food_safety() -> Template<String> {
    let json = include_str!("../../../assets/templates/food-safety.json");
    serde_json::from_str(json).expect("the template is in the form of the domain")
}

#[test]
fn the_food_safety_template_is_sound() {
    let template = food_safety();
    assert_eq!(template.check(), Ok(()), "numbers are unique and not 0");
    assert!(template.items().count() >= 56, "every marked item of the form is there");
    assert!((8..=12).contains(&template.sections.len()), "few enough sections for the outline");
    for item in template.items() {
        let number = item.number.0;
        assert!(!item.citations.is_empty(), "item {number} says where its rule stands");
        for citation in &item.citations {
            let is_section = citation.split_once('-').is_some_and(|(chapter, rest)| {
                matches!(chapter, "2" | "3" | "4" | "5" | "6" | "7" | "8")
                    && rest.split_once('.').is_some_and(|(part, _)| part.len() == 3)
            });
            assert!(is_section, "item {number} cites a section of the Code");
        }
        assert!(item.name.split_whitespace().count() <= 4, "item {number} has a short name");
        assert!(item.question.ends_with('?'), "item {number} asks a question");
        let mut marks = item.marks.clone();
        marks.sort();
        assert_eq!(marks, item.marks, "item {number} offers its marks in their order");
        let is_marked = item.marks.starts_with(&[Mark::In, Mark::Out]);
        assert!(is_marked || item.has_text, "item {number} can be answered");
    }
}

#[test]
fn limits_are_those_of_the_code() {
    let template = food_safety();
    let rule = |name: &str| {
        let item = template.items().find(|item| item.name == name).expect("the item is there");
        item.reading.expect("it asks for a reading")
    };
    assert_eq!(rule("Cold holding").max_milli, Some(41_000), "cold food: 41 °F at most");
    assert_eq!(rule("Hot holding").min_milli, Some(135_000), "hot food: 135 °F at least");
    assert_eq!(rule("Reheating").min_milli, Some(165_000), "reheating: 165 °F at least");
}

#[test]
fn writing_it_again_gives_the_same_template() {
    let json = serde_json::to_string(&food_safety()).expect("it is written");
    let again: Template<String> = serde_json::from_str(&json).expect("and read");
    assert_eq!(again, food_safety(), "nothing is lost on the way");
}
