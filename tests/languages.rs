//! Customers are read in their own language: exports in German, French, Spanish and Portuguese, each with its moods,
//! topics and words.

use serde_json::{Value, json};
use system_tests::{App, Upload};

struct Export {
    language: &'static str,
    table: &'static str,
    /// Mood and topic of each ticket, in order.
    tickets: [(&'static str, &'static str); 3],
    /// A word of the first ticket's description that must be underlined.
    word: &'static str,
}

const EXPORTS: [Export; 4] = [
    Export {
        language: "de",
        table: "Vorgangsschlüssel,Zusammenfassung,Beschreibung,Erstellt\r\n\
            DE-1,Schon wieder doppelt abgebucht,\"Das ist jetzt das dritte Mal, dass Sie meine Rechnung doppelt abbuchen. Ich bin stinksauer, niemand antwortet.\",2026-03-01 10:00\r\n\
            DE-2,Passwort zurücksetzen,\"Guten Tag, wie kann ich mein Passwort zurücksetzen? Vielen Dank im Voraus.\",2026-03-02 10:00\r\n\
            DE-3,Danke,\"Vielen Dank für die schnelle Hilfe, jetzt läuft alles wieder perfekt!\",2026-03-03 10:00\r\n",
        tickets: [
            ("negative", "billing"),
            ("neutral", "login"),
            ("positive", ""),
        ],
        word: "stinksauer",
    },
    Export {
        language: "fr",
        table: "Clé de ticket,Résumé,Description,Création\r\n\
            FR-1,Débité deux fois,\"Cela fait trois semaines que j'attends le remboursement de ma facture, personne ne répond. C'est inadmissible.\",2026-03-01 10:00\r\n\
            FR-2,Mot de passe,\"Bonjour, comment puis-je réinitialiser mon mot de passe ? Merci d'avance.\",2026-03-02 10:00\r\n\
            FR-3,Merci,\"Merci beaucoup pour votre aide rapide, tout fonctionne parfaitement maintenant !\",2026-03-03 10:00\r\n",
        tickets: [
            ("negative", "billing"),
            ("neutral", "login"),
            ("positive", ""),
        ],
        word: "inadmissible",
    },
    Export {
        language: "es",
        table: "Clave de incidencia,Resumen,Descripción,Creada\r\n\
            ES-1,Me han cobrado dos veces,\"Llevo tres semanas esperando la devolución de la factura y nadie contesta. Es una vergüenza, un servicio pésimo.\",2026-03-01 10:00\r\n\
            ES-2,Contraseña,\"Buenos días, ¿cómo puedo restablecer mi contraseña? Gracias de antemano.\",2026-03-02 10:00\r\n\
            ES-3,Gracias,\"Muchas gracias por la ayuda tan rápida, ahora todo funciona perfectamente.\",2026-03-03 10:00\r\n",
        tickets: [
            ("negative", "billing"),
            ("neutral", "login"),
            ("positive", ""),
        ],
        word: "pésimo",
    },
    Export {
        language: "pt",
        table: "Chave do item,Resumo,Descrição,Criado\r\n\
            PT-1,Cobrança em dobro,\"Faz três semanas que espero o reembolso da fatura e ninguém responde. Um absurdo, atendimento péssimo.\",2026-03-01 10:00\r\n\
            PT-2,Senha,\"Bom dia, como faço para redefinir a minha senha? Desde já agradeço.\",2026-03-02 10:00\r\n\
            PT-3,Obrigado,\"Muito obrigado pela ajuda rápida, agora está tudo funcionando perfeitamente!\",2026-03-03 10:00\r\n",
        tickets: [
            ("negative", "billing"),
            ("neutral", "login"),
            ("positive", ""),
        ],
        word: "péssimo",
    },
];

/// The underlined words of a text, as the page cuts them out of it.
fn underlined(text: &str, signals: &Value) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let at = |word: &Value, end: &str| {
        usize::try_from(word[end].as_u64().expect("a place")).expect("a place within the text")
    };
    let words = signals["words"].as_array().expect("words").iter();
    words
        .map(|word| {
            characters[at(word, "start_pos")..at(word, "end_pos")]
                .iter()
                .collect()
        })
        .collect()
}

#[test]
fn exports_of_four_languages_are_read() {
    let app = App::start();
    let admin = app.bootstrap();
    for Export {
        language,
        table,
        tickets,
        word,
    } in EXPORTS
    {
        admin.ingest(&Upload::bytes(&format!("{language}.csv"), table));
        for (at, (mood, topic)) in tickets.into_iter().enumerate() {
            let key = format!("{}-{}", language.to_uppercase(), at + 1);
            let ticket = admin.json(&format!("/api/tickets/{key}"));
            assert_eq!(ticket["final_sentiment"], mood, "{key}: {ticket}");
            assert_eq!(ticket["language"], language, "{key}");
            assert_eq!(ticket["read"], true, "{key}");
            if !topic.is_empty() {
                assert_eq!(ticket["category"], topic, "{key}");
            }
            for text in ticket["comments"].as_array().expect("texts") {
                assert_eq!(text["language"], language, "{key}: {text}");
            }
        }
        let key = format!("{}-1", language.to_uppercase());
        let signals = admin.json(&format!("/api/tickets/{key}/signals"));
        let ticket = admin.json(&format!("/api/tickets/{key}"));
        let texts = ticket["comments"].as_array().expect("texts").iter();
        let words: Vec<String> = texts
            .zip(signals["texts"].as_array().expect("signals"))
            .flat_map(|(text, signals)| underlined(text["text"].as_str().expect("a text"), signals))
            .collect();
        assert!(
            words.iter().any(|found| found.contains(word)),
            "{key}: {words:?}"
        );
    }
    let analytics = admin.json("/api/support/analytics?start_date=2026-03-01&end_date=2026-03-31");
    assert_eq!(analytics["unread"], json!({"texts": 0, "tickets": 0}));
    assert_eq!(
        analytics["sentiment_distribution"],
        json!({"positive": 4, "neutral": 4, "negative": 4})
    );
}
