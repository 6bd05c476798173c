//! Portuguese.

mod labels;
mod sentences;

use super::{Names, Style, Words};

pub static WORDS: Words = Words {
    tag: "pt",
    style: &STYLE,
    labels: &labels::LABELS,
    names: &NAMES,
    sentences: &sentences::Portuguese,
};

static STYLE: Style = Style {
    decimal: ",",
    group: ".",
    grouped_from: 1_000,
    percent: "%",
    months: [
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
    short_months: [
        "jan.", "fev.", "mar.", "abr.", "maio", "jun.", "jul.", "ago.", "set.", "out.", "nov.",
        "dez.",
    ],
    weekdays: [
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    ],
    ordinal: |day| {
        if day == 1 {
            "1º".to_owned()
        } else {
            day.to_string()
        }
    },
    of_month: " de ",
    of_year: " de ",
};

static NAMES: Names = Names {
    emotions: &[
        ("frustrated", "Frustração"),
        ("angry", "Irritação"),
        ("disappointed", "Decepção"),
        ("satisfied", "Satisfação"),
        ("delighted", "Entusiasmo"),
        ("grateful", "Gratidão"),
        ("confused", "Confusão"),
        ("worried", "Preocupação"),
    ],
    categories: &[
        ("performance", "Desempenho"),
        ("bug", "Erros"),
        ("usability", "Usabilidade"),
        ("feature_request", "Pedidos de melhoria"),
        ("billing", "Cobrança"),
        ("security", "Segurança"),
        ("login", "Acesso"),
        ("data", "Dados"),
        ("general", "Geral"),
    ],
    aspects: &[
        ("product_quality", "Qualidade do produto"),
        ("customer_service", "Atendimento ao cliente"),
        ("user_experience", "Experiência de uso"),
        ("performance", "Desempenho"),
        ("value", "Custo-benefício"),
        ("features", "Recursos"),
    ],
    trajectories: &[
        ("disgruntled_to_satisfied", "De negativo a positivo"),
        ("satisfied_to_disgruntled", "De positivo a negativo"),
        ("consistently_positive", "Sempre positivo"),
        ("consistently_negative", "Sempre negativo"),
        ("volatile", "Com altos e baixos"),
        ("neutral_stable", "Tranquilo"),
    ],
};
