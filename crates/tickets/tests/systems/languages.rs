//! Tools nobody knows, in the languages of their users.

use super::{Head, check};

#[test]
fn languages() {
    check(LANGUAGES);
}

#[test]
fn jira() {
    check(JIRA);
}

const LANGUAGES: &[Head] = &[
    (
        "Nr zgłoszenia;Temat;Treść;Data utworzenia;Stan\n17;Drukarka;Nie drukuje od rana;2026-02-27 08:05;Nowe\n",
        "generic",
        "Nr zgłoszenia|Temat|Treść|Data utworzenia|Stan",
    ),
    (
        "Číslo požadavku;Předmět;Popis;Vytvořeno;Stav\n17;Tiskárna;Netiskne od rána;27.02.2026 08:05;Nový\n",
        "generic",
        "Číslo požadavku|Předmět|Popis|Vytvořeno|Stav",
    ),
    (
        "Jegyszám;Tárgy;Leírás;Létrehozás dátuma;Állapot\n17;Nyomtató;Reggel óta nem nyomtat;2026-02-27 08:05;Új\n",
        "generic",
        "Jegyszám|Tárgy|Leírás|Létrehozás dátuma|Állapot",
    ),
    (
        "Номер обращения;Тема;Текст обращения;Дата создания;Статус\n17;Принтер;Не печатает с утра;27.02.2026 08:05;Новое\n",
        "generic",
        "Номер обращения|Тема|Текст обращения|Дата создания|Статус",
    ),
    (
        "Номер звернення;Тема;Опис;Дата створення;Статус\n17;Принтер;Не друкує з ранку;27.02.2026 08:05;Нове\n",
        "generic",
        "Номер звернення|Тема|Опис|Дата створення|Статус",
    ),
    (
        "Talep No;Konu;Açıklama;Oluşturma Tarihi;Durum\n17;Yazıcı;Sabahtan beri yazmıyor;27.02.2026 08:05;Yeni\n",
        "generic",
        "Talep No|Konu|Açıklama|Oluşturma Tarihi|Durum",
    ),
    (
        "チケット番号,件名,内容,作成日時,ステータス\n17,プリンタ,朝から印刷できません,2026/02/27 08:05,新規\n",
        "generic",
        "チケット番号|件名|内容|作成日時|ステータス",
    ),
    (
        "工单编号,标题,问题描述,创建时间,状态\n17,打印机,早上开始无法打印,2026-02-27 08:05,新建\n",
        "generic",
        "工单编号|标题|问题描述|创建时间|状态",
    ),
    (
        "工單編號,標題,問題描述,建立時間,狀態\n17,印表機,早上開始無法列印,2026-02-27 08:05,新建\n",
        "generic",
        "工單編號|標題|問題描述|建立時間|狀態",
    ),
    (
        "티켓 번호,제목,내용,생성일,상태\n17,프린터,아침부터 인쇄가 안 됩니다,2026-02-27 08:05,신규\n",
        "generic",
        "티켓 번호|제목|내용|생성일|상태",
    ),
    (
        "Numero ticket;Oggetto;Descrizione;Data apertura;Stato\n17;Stampante;Non stampa da stamattina;27/02/2026 08:05;Nuovo\n",
        "generic",
        "Numero ticket|Oggetto|Descrizione|Data apertura|Stato",
    ),
    (
        "Meldingsnummer;Korte omschrijving;Verzoek;Aanmelddatum;Status\nM2602-017;Printer;Print niet sinds vanochtend;27-02-2026 08:05;Open\n",
        "generic",
        "Meldingsnummer|Korte omschrijving|Verzoek|Aanmelddatum|Status",
    ),
    (
        "Ärendenummer;Rubrik;Beskrivning;Skapad;Status\n17;Skrivaren;Skriver inte ut sedan i morse;2026-02-27 08:05;Ny\n",
        "generic",
        "Ärendenummer|Rubrik|Beskrivning|Skapad|Status",
    ),
    (
        "Sagsnummer;Emne;Beskrivelse;Oprettet;Tilstand\n17;Printer;Udskriver ikke siden i morges;27-02-2026 08:05;Ny\n",
        "generic",
        "Sagsnummer|Emne|Beskrivelse|Oprettet|Tilstand",
    ),
    (
        "Saksnummer;Tittel;Beskrivelse;Opprettet;Status\n17;Skriver;Skriver ikke ut siden i morges;27.02.2026 08:05;Ny\n",
        "generic",
        "Saksnummer|Tittel|Beskrivelse|Opprettet|Status",
    ),
    (
        "Tikettinumero;Otsikko;Kuvaus;Luontipäivä;Tila\n17;Tulostin;Ei tulosta aamusta asti;27.2.2026 08:05;Uusi\n",
        "generic",
        "Tikettinumero|Otsikko|Kuvaus|Luontipäivä|Tila",
    ),
    (
        "Ticketnummer;Betreff;Nachricht;Erstellt am;Status\n17;Drucker;Druckt seit heute früh nicht;27.02.2026 08:05;Neu\n",
        "generic",
        "Ticketnummer|Betreff|Nachricht|Erstellt am|Status",
    ),
    (
        "Numéro de ticket;Objet;Message;Date de creation;Statut\n17;Imprimante;Elle n'imprime plus;27/02/2026 08:05;Nouveau\n",
        "generic",
        "Numéro de ticket|Objet|Message|Date de creation|Statut",
    ),
    (
        "Número de caso;Asunto;Mensaje;Fecha de creación;Estado\n17;Impresora;No imprime desde hoy;27/02/2026 08:05;Nuevo\n",
        "generic",
        "Número de caso|Asunto|Mensaje|Fecha de creación|Estado",
    ),
    (
        "Número do chamado;Assunto;Mensagem;Data de abertura;Situação\n17;Impressora;Não imprime desde cedo;27/02/2026 08:05;Novo\n",
        "generic",
        "Número do chamado|Assunto|Mensagem|Data de abertura|Situação",
    ),
];

const JIRA: &[Head] = &[
    (
        "Sammendrag,Saksnøkkel,Opprettet,Status\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Saksnøkkel|Sammendrag|-|Opprettet|Status",
    ),
    (
        "Opsummering,Sagsnøgle,Oprettet,Status\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Sagsnøgle|Opsummering|-|Oprettet|Status",
    ),
    (
        "Yhteenveto,Tapahtuman avain,Luotu,Tila\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Tapahtuman avain|Yhteenveto|-|Luotu|Tila",
    ),
    (
        "Souhrn,Klíč požadavku,Vytvořeno,Stav\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Klíč požadavku|Souhrn|-|Vytvořeno|Stav",
    ),
    (
        "Összefoglaló,Ügykulcs,Létrehozva,Állapot\nx y,SUP-1,2026-02-27 08:05,Open\n",
        "jira_csv",
        "Ügykulcs|Összefoglaló|-|Létrehozva|Állapot",
    ),
    (
        "Тема,Ключ запиту,Створено,Статус\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Ключ запиту|Тема|-|Створено|Статус",
    ),
    (
        "概要,问题关键字,已创建,状态\nx y,SUP-1,2026-02-27 08:05,Open\n",
        "jira_csv",
        "问题关键字|概要|-|已创建|状态",
    ),
    (
        "摘要,議題關鍵字,已建立,狀態\nx y,SUP-1,2026-02-27 08:05,Open\n",
        "jira_csv",
        "議題關鍵字|摘要|-|已建立|狀態",
    ),
    (
        "요약,이슈 키,생성일,상태\nx y,SUP-1,2026-02-27 08:05,Open\n",
        "jira_csv",
        "이슈 키|요약|-|생성일|상태",
    ),
    (
        "Zusammenfassung,Schlüssel,Erstellt,Status\nx y,SUP-1,27.02.2026 08:05,Open\n",
        "jira_csv",
        "Schlüssel|Zusammenfassung|-|Erstellt|Status",
    ),
];
