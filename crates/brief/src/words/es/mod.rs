//! Spanish.

mod labels;
mod sentences;

use super::{Names, Style, Words};

pub static WORDS: Words = Words {
    tag: "es",
    style: &STYLE,
    labels: &labels::LABELS,
    names: &NAMES,
    sentences: &sentences::Spanish,
};

static STYLE: Style = Style {
    decimal: ",",
    group: ".",
    grouped_from: 10_000,
    percent: "\u{a0}%",
    months: [
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
    short_months: [
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ],
    weekdays: [
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
    ],
    ordinal: |day| day.to_string(),
    of_month: " de ",
    of_year: " de ",
};

static NAMES: Names = Names {
    emotions: &[
        ("frustrated", "Frustración"),
        ("angry", "Enfado"),
        ("disappointed", "Decepción"),
        ("satisfied", "Satisfacción"),
        ("delighted", "Entusiasmo"),
        ("grateful", "Agradecimiento"),
        ("confused", "Confusión"),
        ("worried", "Preocupación"),
    ],
    categories: &[
        ("performance", "Rendimiento"),
        ("bug", "Errores"),
        ("usability", "Usabilidad"),
        ("feature_request", "Peticiones de mejora"),
        ("billing", "Facturación"),
        ("security", "Seguridad"),
        ("login", "Inicio de sesión"),
        ("data", "Datos"),
        ("general", "General"),
    ],
    aspects: &[
        ("product_quality", "Calidad del producto"),
        ("customer_service", "Atención al cliente"),
        ("user_experience", "Experiencia de uso"),
        ("performance", "Rendimiento"),
        ("value", "Relación calidad-precio"),
        ("features", "Funciones"),
    ],
    trajectories: &[
        ("disgruntled_to_satisfied", "De negativo a positivo"),
        ("satisfied_to_disgruntled", "De positivo a negativo"),
        ("consistently_positive", "Siempre positivo"),
        ("consistently_negative", "Siempre negativo"),
        ("volatile", "Con altibajos"),
        ("neutral_stable", "Tranquilo"),
    ],
};
