//! Signals of natural sentences in the languages beside English.

use super::{Aspect, Emotion, IssueCategory, Signals};
use crate::Language;

/// What a sentence must say.
#[derive(Debug, Clone, Copy)]
enum Says {
    Category(IssueCategory),
    Emotion(Emotion),
    Aspect(Aspect),
    /// Urgency above 0.6.
    Urgent,
    /// Urgency of at most 0.3.
    Calm,
    /// No emotion, and not urgent.
    NoFeeling,
    /// More than 0.5 of intensity.
    Intense,
}
use Says::{Calm, Intense, NoFeeling, Urgent};

const BILLING: Says = Says::Category(IssueCategory::Billing);
const BUG: Says = Says::Category(IssueCategory::Bug);
const DATA: Says = Says::Category(IssueCategory::Data);
const LOGIN: Says = Says::Category(IssueCategory::Login);
const SLOW: Says = Says::Category(IssueCategory::Performance);
const SECURITY: Says = Says::Category(IssueCategory::Security);
const USABILITY: Says = Says::Category(IssueCategory::Usability);
const WISH: Says = Says::Category(IssueCategory::FeatureRequest);
const ANGRY: Says = Says::Emotion(Emotion::Angry);
const CONFUSED: Says = Says::Emotion(Emotion::Confused);
const DELIGHTED: Says = Says::Emotion(Emotion::Delighted);
const DISAPPOINTED: Says = Says::Emotion(Emotion::Disappointed);
const FRUSTRATED: Says = Says::Emotion(Emotion::Frustrated);
const GRATEFUL: Says = Says::Emotion(Emotion::Grateful);
const SATISFIED: Says = Says::Emotion(Emotion::Satisfied);
const WORRIED: Says = Says::Emotion(Emotion::Worried);
const SERVICE: Says = Says::Aspect(Aspect::CustomerService);
const SPEED: Says = Says::Aspect(Aspect::Performance);
const PRICE: Says = Says::Aspect(Aspect::Value);
const LOOK: Says = Says::Aspect(Aspect::UserExperience);
const FEATURES: Says = Says::Aspect(Aspect::Features);

fn is_said(found: &Signals, says: Says) -> bool {
    match says {
        Says::Category(category) => found
            .categories
            .first()
            .is_some_and(|one| one.0 == category),
        Says::Emotion(emotion) => found.emotions.iter().any(|one| one.emotion == emotion),
        Says::Aspect(aspect) => found.aspects.iter().any(|one| one.aspect == aspect),
        Urgent => found.urgency > 0.6,
        Calm => found.urgency <= 0.3,
        NoFeeling => found.emotions.is_empty() && found.urgency < 1e-9,
        Intense => found.intensity > 0.5,
    }
}

fn check(language: Language, sentences: &[(&str, &[Says])]) {
    for (text, all) in sentences {
        for says in *all {
            for found in [Signals::of(text), Signals::of_in(text, Some(language))] {
                assert!(is_said(&found, *says), "{text}: {says:?} of {found:?}");
            }
        }
    }
}

#[test]
fn german_is_read() {
    check(
        Language::German,
        &[
            (
                "Ich kann mich seit heute Morgen nicht mehr anmelden, das Passwort wird nicht akzeptiert.",
                &[LOGIN],
            ),
            (
                "Die Seite lädt extrem langsam und hängt ständig.",
                &[SLOW, SPEED, Intense],
            ),
            (
                "Die Rechnung ist falsch, mir wurde der Betrag doppelt abgebucht.",
                &[BILLING],
            ),
            (
                "Es wäre schön, wenn man die Spalten selbst anordnen könnte.",
                &[WISH],
            ),
            (
                "Die App stürzt beim Öffnen immer wieder mit einer Fehlermeldung ab.",
                &[BUG],
            ),
            (
                "DRINGEND: Unser Produktivsystem steht still, bitte sofort beheben!",
                &[Urgent],
            ),
            (
                "Das ist nicht dringend, schaut einfach, wenn ihr Zeit habt.",
                &[Calm],
            ),
            ("Das ist eine Frechheit, ich bin stinksauer!", &[ANGRY]),
            (
                "Ich bin sehr enttäuscht von Ihrem Kundenservice.",
                &[DISAPPOINTED, SERVICE],
            ),
            (
                "Vielen Dank für die schnelle Hilfe, jetzt funktioniert alles wieder.",
                &[GRATEFUL, SATISFIED],
            ),
            (
                "Ich verstehe nicht, was diese Meldung bedeuten soll.",
                &[CONFUSED],
            ),
            ("Wir machen uns große Sorgen um unsere Daten.", &[WORRIED]),
            ("Nach dem Import fehlen mehrere Datensätze.", &[DATA]),
            ("Der Preis ist für diese Leistung viel zu hoch.", &[PRICE]),
            (
                "Die neue Oberfläche ist unübersichtlich, ich finde den Knopf nicht.",
                &[USABILITY, LOOK],
            ),
            (
                "Es gibt eine Sicherheitsluecke in der Anmeldemaske, ein Angreifer kann fremde Daten sehen.",
                &[SECURITY],
            ),
            (
                "Ich bin nicht wütend, ich wollte nur nachfragen.",
                &[NoFeeling],
            ),
            ("Login geht nicht, dringend!", &[LOGIN, Urgent]),
            (
                "Zum x-ten Mal schreibe ich Ihnen jetzt, es reicht mir langsam.",
                &[FRUSTRATED],
            ),
            (
                "Ich bin begeistert, die neue Version ist fantastisch!",
                &[DELIGHTED],
            ),
            (
                "Könntet ihr bitte noch einen Filter in die Suche einbauen?",
                &[WISH, FEATURES],
            ),
        ],
    );
}

#[test]
fn french_is_read() {
    check(
        Language::French,
        &[
            (
                "Je n'arrive plus à me connecter à mon compte, le mot de passe est refusé.",
                &[LOGIN],
            ),
            (
                "L'application est très lente et met une éternité à charger.",
                &[SLOW, SPEED, Intense],
            ),
            (
                "J'ai été débité deux fois, merci de me rembourser la facture.",
                &[BILLING],
            ),
            (
                "Ce serait bien de pouvoir choisir l'ordre des colonnes.",
                &[WISH],
            ),
            (
                "L’application plante à chaque ouverture avec un message d’erreur.",
                &[BUG],
            ),
            (
                "URGENT : la production est à l'arrêt, merci d'intervenir immédiatement !",
                &[Urgent],
            ),
            ("Ce n'est pas urgent, prenez votre temps.", &[Calm]),
            ("C'est inadmissible, je suis furieux !", &[ANGRY]),
            (
                "Je suis très déçue de votre service client.",
                &[DISAPPOINTED, SERVICE],
            ),
            (
                "Merci beaucoup pour votre aide, tout fonctionne à nouveau.",
                &[GRATEFUL, SATISFIED],
            ),
            (
                "Je ne comprends pas ce que ce message veut dire.",
                &[CONFUSED],
            ),
            ("Nous sommes très inquiets pour nos données.", &[WORRIED]),
            ("Il manque des données après l'import du fichier.", &[DATA]),
            ("Le prix est beaucoup trop élevé pour ce service.", &[PRICE]),
            (
                "La nouvelle interface est compliquée, on ne s'y retrouve plus.",
                &[LOOK],
            ),
            (
                "Il y a une faille de sécurité sur la page de paiement.",
                &[SECURITY],
            ),
            (
                "Je ne suis pas fâché, je voulais juste savoir.",
                &[NoFeeling],
            ),
            ("Ça ne marche pas, urgent !", &[Urgent]),
            (
                "J'en ai marre, c'est la troisième fois que je vous écris.",
                &[FRUSTRATED],
            ),
            (
                "Je suis ravi, la nouvelle version est fantastique !",
                &[DELIGHTED],
            ),
            (
                "Pourriez-vous ajouter un filtre dans la recherche ?",
                &[WISH, FEATURES],
            ),
        ],
    );
}

#[test]
fn spanish_is_read() {
    check(
        Language::Spanish,
        &[
            (
                "No puedo iniciar sesión desde ayer, la contraseña no me la acepta.",
                &[LOGIN],
            ),
            (
                "La página va muy lenta y tarda una eternidad en cargar.",
                &[SLOW, SPEED, Intense],
            ),
            (
                "Me cobraron dos veces, quiero el reembolso de la factura.",
                &[BILLING],
            ),
            (
                "Sería bueno poder elegir el orden de las columnas.",
                &[WISH],
            ),
            (
                "La aplicación se cierra sola y aparece un mensaje de error.",
                &[BUG],
            ),
            (
                "¡URGENTE! El sistema de producción está caído, necesitamos ayuda inmediata.",
                &[Urgent],
            ),
            ("No es urgente, cuando puedan lo revisan.", &[Calm]),
            ("Esto es inaceptable, estoy furioso.", &[ANGRY]),
            (
                "Estoy muy decepcionada con la atención al cliente.",
                &[DISAPPOINTED, SERVICE],
            ),
            (
                "Muchas gracias por la ayuda, ya funciona todo.",
                &[GRATEFUL, SATISFIED],
            ),
            (
                "No entiendo qué significa este mensaje que me aparece siempre.",
                &[CONFUSED],
            ),
            ("Estamos muy preocupados por nuestros datos.", &[WORRIED]),
            (
                "Faltan datos después de la importación del archivo.",
                &[DATA],
            ),
            ("El precio es demasiado alto para este servicio.", &[PRICE]),
            (
                "La nueva interfaz es confusa, no encuentro el botón.",
                &[USABILITY, LOOK],
            ),
            (
                "Encontramos una vulnerabilidad de seguridad que expone contraseñas.",
                &[SECURITY],
            ),
            ("No estoy enojado, solo quería preguntar.", &[NoFeeling]),
            ("No me funciona nada desde ayer, urgente", &[Urgent]),
            ("Estoy harto, es la tercera vez que escribo.", &[FRUSTRATED]),
            (
                "Estoy encantado, ¡la nueva versión es fantástica!",
                &[DELIGHTED],
            ),
            (
                "¿Podrían añadir un filtro en la búsqueda?",
                &[WISH, FEATURES],
            ),
        ],
    );
}

#[test]
fn portuguese_is_read() {
    check(
        Language::Portuguese,
        &[
            (
                "Não consigo entrar na minha conta desde ontem, a senha não é aceita.",
                &[LOGIN],
            ),
            (
                "O site está muito lento e demora uma eternidade para carregar.",
                &[SLOW, SPEED, Intense],
            ),
            (
                "Fui cobrado duas vezes, quero o reembolso da fatura.",
                &[BILLING],
            ),
            ("Seria bom poder escolher a ordem das colunas.", &[WISH]),
            (
                "O aplicativo fecha sozinho e aparece uma mensagem de erro.",
                &[BUG],
            ),
            (
                "URGENTE: o sistema de produção está fora do ar, precisamos de ajuda imediata!",
                &[Urgent],
            ),
            ("Não é urgente, podem ver quando tiverem tempo.", &[Calm]),
            ("Isto é inaceitável, estou furioso.", &[ANGRY]),
            (
                "Estou muito desiludida com o atendimento ao cliente.",
                &[DISAPPOINTED, SERVICE],
            ),
            (
                "Muito obrigado pela ajuda, já está a funcionar tudo.",
                &[GRATEFUL, SATISFIED],
            ),
            ("Não entendo o que esta mensagem quer dizer.", &[CONFUSED]),
            ("Estamos muito preocupados com os nossos dados.", &[WORRIED]),
            ("Faltam dados depois da importação do ficheiro.", &[DATA]),
            ("O preço é demasiado alto para este serviço.", &[PRICE]),
            (
                "A nova interface é confusa, não encontro o botão.",
                &[USABILITY, LOOK],
            ),
            (
                "Encontrámos uma vulnerabilidade de segurança que expõe palavras-passe.",
                &[SECURITY],
            ),
            ("Não estou zangado, só queria perguntar.", &[NoFeeling]),
            ("nao funciona nada, urgente", &[Urgent]),
            ("Estou farto, é a terceira vez que escrevo.", &[FRUSTRATED]),
            ("Adorei, a nova versão é fantástica!", &[DELIGHTED]),
            ("Podiam adicionar um filtro na pesquisa?", &[WISH, FEATURES]),
        ],
    );
}

#[test]
fn other_languages_speak_by_their_marks_alone() {
    for text in [
        "Приложение не работает, срочно!!",
        "De app werkt sinds gisteren niet meer en niemand antwoordt, dringend!!",
    ] {
        let found = Signals::of(text);
        assert_eq!(found, Signals::of_in(text, None));
        assert!((found.intensity - 0.6).abs() < 1e-9, "{found:?}");
        assert!(found.urgency.abs() < 1e-9 && found.emotions.is_empty());
        assert!(found.categories.is_empty() && found.aspects.is_empty());
    }
}
