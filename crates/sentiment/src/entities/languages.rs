//! Entities of natural sentences in the languages beside English.

use super::tests::found;

/// Sentences with what is found in them, in order.
fn check(sentences: &[(&str, &[&str])]) {
    for (text, expected) in sentences {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn german_names_and_figures() {
    check(&[
        (
            "Am 3. März 2025 um 14:30 Uhr fiel der Server aus.",
            &["DATE 3. März 2025", "TIME 14:30 Uhr"],
        ),
        (
            "Ich habe am 03.03. bestellt und bis zum 15.03. gewartet.",
            &["DATE 03.03.", "DATE 15.03."],
        ),
        (
            "Der Techniker kommt Montag, 7. Oktober, gegen 9 Uhr.",
            &["DATE 7. Oktober", "TIME 9 Uhr"],
        ),
        (
            "Seit Jänner 2026 zahle ich 19,90 € im Monat.",
            &["DATE Jänner 2026", "MONEY 19,90 €"],
        ),
        (
            "Mir wurden EUR 1.234,56 statt 20 Euro abgebucht.",
            &["MONEY EUR 1.234,56", "MONEY 20 Euro"],
        ),
        (
            "Die Gebühr von CHF 20.– steht auf keiner Rechnung.",
            &["MONEY CHF 20.–"],
        ),
        (
            "Sehr geehrte Frau Dr. Müller, sehr geehrter Herr Klein,",
            &["PERSON Müller", "PERSON Klein"],
        ),
        (
            "Bitte verbinden Sie mich mit Frau von der Heide.",
            &["PERSON von der Heide"],
        ),
        (
            "Unsere Firma Petrel Logistik GmbH wartet auf die Ware.",
            &["ORGANIZATION Petrel Logistik GmbH"],
        ),
        (
            "Anna Schneider hat 15 Prozent Rabatt bekommen.",
            &["PERSON Anna Schneider", "PERCENT 15 Prozent"],
        ),
        (
            "Meine Frau Zugriff geben? Nein, die Frau Rechnungen nicht.",
            &[],
        ),
        (
            "Die Rechnung vom Kundenkonto zeigt den falschen Betrag, der Server die falsche Uhrzeit.",
            &[],
        ),
        ("Hallo Anna, Passwort und Zugang funktionieren nicht.", &[]),
        (
            "Liebe Anna Rechnung anbei, Peter Kundenservice hat zugesagt.",
            &[],
        ),
        ("Herr Kollege, Kapitel 3.3. und Version beachten.", &[]),
        (
            "Im Mai waren 3 Mitarbeiter krank, in Kapitel 14.30 steht mehr.",
            &[],
        ),
    ]);
}

#[test]
fn french_names_and_figures() {
    check(&[
        (
            "Le 12 mars 2025 à 14h30, le site était en panne.",
            &["DATE 12 mars 2025", "TIME 14h30"],
        ),
        ("Depuis le 1er août, rien ne marche.", &["DATE 1er août"]),
        (
            "Livraison prévue le lundi 3 février vers 18 h.",
            &["DATE 3 février", "TIME 18 h"],
        ),
        (
            "Commande du 12/03, facturée en décembre 2025.",
            &["DATE 12/03", "DATE décembre 2025"],
        ),
        (
            "On m’a prélevé 1 234,56 € au lieu de 49,90 €.",
            &["MONEY 1 234,56 €", "MONEY 49,90 €"],
        ),
        (
            "L'abonnement coûte 20 euros, soit 15 % de plus.",
            &["MONEY 20 euros", "PERCENT 15 %"],
        ),
        (
            "Bonjour Madame Moreau, M. Lefèvre m'a rappelé.",
            &["PERSON Moreau", "PERSON Lefèvre"],
        ),
        (
            "J'ai parlé à monsieur Garnier et à Mme de Villiers.",
            &["PERSON Garnier", "PERSON de Villiers"],
        ),
        (
            "La facture de Dupont Frères SARL est fausse.",
            &["ORGANIZATION Dupont Frères SARL"],
        ),
        (
            "Notre client Maison Lenoir S.A. attend une réponse.",
            &["ORGANIZATION Maison Lenoir S.A."],
        ),
        (
            "Une perte de 3 millions d'euros pour la société.",
            &["MONEY 3 millions d'euros"],
        ),
        (
            "Madame, Monsieur, je vous écris au sujet de ma commande.",
            &[],
        ),
        ("J'attends depuis 3h et il y a eu 1h30 de coupure.", &[]),
        ("Merci Madame la Directrice, je suis en mars.", &[]),
    ]);
}

#[test]
fn spanish_names_and_figures() {
    check(&[
        (
            "El 3 de marzo de 2025 a las 14:30 h se cayó el sistema.",
            &["DATE 3 de marzo de 2025", "TIME 14:30 h"],
        ),
        (
            "Pedí el 15 de agosto y sigo esperando.",
            &["DATE 15 de agosto"],
        ),
        (
            "Desde enero de 2026 me cobran 19,90 € al mes.",
            &["DATE enero de 2026", "MONEY 19,90 €"],
        ),
        (
            "La cita del 12/03 era a las 9 horas.",
            &["DATE 12/03", "TIME 9 horas"],
        ),
        (
            "Me cobraron 1.234,56 EUR en vez de 20 euros.",
            &["MONEY 1.234,56 EUR", "MONEY 20 euros"],
        ),
        (
            "Perdimos 2 millones de euros, un 15 por ciento.",
            &["MONEY 2 millones de euros", "PERCENT 15 por ciento"],
        ),
        (
            "Hablé con la señora López y con el Sr. García ayer.",
            &["PERSON López", "PERSON García"],
        ),
        (
            "Me atendió don Ramón, muy amable con mi madre.",
            &["PERSON Ramón"],
        ),
        (
            "Estimada Sra. Ruiz, le escribo por la factura.",
            &["PERSON Ruiz"],
        ),
        (
            "El pedido de Comercial Norte S.L. no ha llegado.",
            &["ORGANIZATION Comercial Norte S.L."],
        ),
        (
            "Nuestra empresa trabaja con el Banco del Sur S.A. desde hace años.",
            &["ORGANIZATION Banco del Sur S.A."],
        ),
        ("Llevo 3 horas esperando y 14h de retraso.", &[]),
        ("Estimado Señor Director, en mayo no pude pagar.", &[]),
        ("Los lunes y martes no contesta nadie.", &[]),
    ]);
}

#[test]
fn portuguese_names_and_figures() {
    check(&[
        (
            "No dia 3 de março de 2025, às 14h, o sistema caiu.",
            &["DATE 3 de março de 2025", "TIME 14h"],
        ),
        (
            "Comprei em 17 de junho e ainda não recebi.",
            &["DATE 17 de junho"],
        ),
        (
            "Desde janeiro de 2026 pago R$ 49,90 por mês.",
            &["DATE janeiro de 2026", "MONEY R$ 49,90"],
        ),
        (
            "O técnico vem dia 12/03 às 9h30.",
            &["DATE 12/03", "TIME 9h30"],
        ),
        (
            "Cobraram 1.234,56 € em vez de 20 euros.",
            &["MONEY 1.234,56 €", "MONEY 20 euros"],
        ),
        (
            "São 30 reais, ou 15 por cento a mais.",
            &["MONEY 30 reais", "PERCENT 15 por cento"],
        ),
        (
            "Falei com a Sra. Oliveira e com o senhor Santos ontem.",
            &["PERSON Oliveira", "PERSON Santos"],
        ),
        (
            "A dona Olga não consegue entrar na conta.",
            &["PERSON Olga"],
        ),
        (
            "Prezado Dr. Almeida, segue o comprovante.",
            &["PERSON Almeida"],
        ),
        (
            "A Padaria Silva Ltda. não recebeu a fatura.",
            &["ORGANIZATION Padaria Silva Ltda"],
        ),
        (
            "Não recebi a fatura da Casa do Café Lda.",
            &["ORGANIZATION Casa do Café Lda"],
        ),
        ("Estou há 3h à espera e já liguei 14 vezes.", &[]),
        ("Exmo. Senhor Diretor, em maio não paguei.", &[]),
        ("Na segunda e na terça ninguém atende.", &[]),
    ]);
}

#[test]
fn english_is_read_as_before() {
    check(&[
        (
            "Our Sr Engineer and Don called M. Everyone from Base SAS.",
            &[],
        ),
        ("I wait for 3h, it took 14h and 1h30 in all.", &[]),
        ("Use mayo, set 3 out of 5 mar files, march 3 steps.", &[]),
        ("He does it in 20 300 rows, see 03.03. for 12/03.", &[]),
        (
            "What do Acme Ltd and Peter Drucker say?",
            &["ORGANIZATION Acme Ltd", "PERSON Peter Drucker"],
        ),
    ]);
}
