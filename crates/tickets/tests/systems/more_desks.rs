//! Systems of IT departments, public bodies and open projects.

use super::{Head, check};

#[test]
fn more_desks() {
    check(MORE_DESKS);
}

const MORE_DESKS: &[Head] = &[
    (
        "Núm,Projeto,Relator,Atribuído a,Prioridade,Gravidade,Freqüência,Categoria,Data de Envio,Visibilidade,Atualizado,Resumo,Estado,Resolução\n\
             0000123,Portal,lea,kim,normal,pequeno,sempre,Geral,2026-02-27,público,2026-03-01,Botão não funciona,novo,aberto\n",
        "mantis",
        "Núm|Resumo|-|Data de Envio|Estado",
    ),
    (
        "ID;Título;Status;Requerente - Requerente;Atribuído - Técnico;Prioridade;Descrição;Data de abertura;Última atualização\n\
             1 017;Impressora;Novo;Lea Ost;Kim Roe;Média;Não imprime desde ontem;27/02/2026 08:05;27/02/2026 09:05\n\
             1 018;Senha;Fechado;Tim Ude;Kim Roe;Alta;Esqueci a senha;28/02/2026 08:05;28/02/2026 09:05\n",
        "glpi",
        "ID|Título|Descrição|Data de abertura|Status",
    ),
    (
        "\"ID\";\"Titre\";\"Statut\";\"Dernière modification\";\"Date d'ouverture\";\"Priorité\";\"Demandeur - Demandeur\";\n\
             \"1 245\";\"Imprimante en panne\";\"Nouveau\";\"2026-02-27 10:05\";\"2026-02-27 09:05\";\"Moyenne\";\"Lea Ost\";\n",
        "glpi",
        "ID|Titre|-|Date d'ouverture|Statut",
    ),
    (
        "Número;Ticket#;Idade;Titulo;Criado;Fila;Estado;Prioridade\n\
             1;2026022710000015;3 d;Troca de tonner;2026-02-27 08:05:11;Suporte;aberto;3 Normal\n\
             2;2026022710000024;3 d;Sem sinal;2026-02-27 09:05:11;Suporte;novo;3 Normal\n\
             3;2026022710000033;3 d;Lento;2026-02-27 10:05:11;Suporte;novo;3 Normal\n",
        "otrs",
        "Ticket#|Titulo|-|Criado|Estado",
    ),
    (
        "Incidentnummer;Korte omschrijving (Details);Verzoek;Aanmelder;Status;Behandelaarsgroep;Datum aangemaakt\n\
             I 2602 014;Printer;Geeft een foutmelding;Oost, L.;Afgemeld;Servicedesk;27-02-2026 09:05\n\
             I 2602 015;Wachtwoord;Graag resetten;Ude, T.;Nieuw;Servicedesk;28-02-2026 09:05\n",
        "topdesk",
        "Incidentnummer|Korte omschrijving (Details)|Verzoek|Datum aangemaakt|Status",
    ),
    (
        "\"Incident ID*+\",\"Summary*\",\"Notes\",\"Status*\",\"Priority*\",\"Assigned Group*+\",\"Reported Date+\"\n\
             \"INC000000000123\",\"Cannot open SAP\",\"Error 42\",\"Assigned\",\"High\",\"Desk\",\"2/27/2026 9:05:11 AM\"\n",
        "remedy",
        "Incident ID*+|Summary*|Notes|Reported Date+|Status*",
    ),
    (
        "id,Summary,Owner,Type,Status,Priority,Milestone\n10021,History is broken,cb,defect,new,normal,1.2\n",
        "trac",
        "id|Summary|-|-|Status",
    ),
    (
        "id\tSubject\tStatus\tQueueName\tOwnerName\tPriority\tRequestors\tCreated\tLastUpdated\n\
             48213\tCannot print\topen\tHelpdesk\troot\t0\tlea@example.org\t2026-02-27 09:12:33\t2026-02-28 10:00:01\n",
        "request_tracker",
        "id|Subject|-|Created|Status",
    ),
    (
        "\"Ref\",\"Organization->Name\",\"Caller->Full name\",\"Title\",\"Description\",\"Start date\",\"Status\"\n\
             \"R-000012\",\"Acme\",\"Lea Ost\",\"Printer\",\"<p>It does not print</p>\",\"2026-02-27 09:05:11\",\"Assigned\"\n",
        "itop",
        "Ref|Title|Description|Start date|Status",
    ),
    (
        "reviewId,userName,content,score,at,replyContent,repliedAt\n\
             6eea01f6-2e19-41fa-bd2c-e9ed706dd4b3,Lea,It closes by itself,1,2026-02-27 19:00:29,,\n",
        "google_play",
        "reviewId|-|content|at|-",
    ),
    (
        "IncidentNumber,Subject,Symptom,Status,Priority,OwnerTeam,Owner,CreatedDateTime,LastModDateTime\n\
             10023,Mail,Phone does not sync mail,Active,3,Desk,kroe,4/22/2026 10:05:22 AM,4/23/2026 10:05:22 AM\n",
        "generic",
        "IncidentNumber|Subject|Symptom|CreatedDateTime|Status",
    ),
    (
        "Conversation ID,Conversation started at (America/New_York),Conversation state,First user message\n\
             2034000001,2026-02-27 09:05:11,Closed,Why was I charged twice?\n",
        "generic",
        "Conversation ID|-|First user message|Conversation started at (America/New_York)|Conversation state",
    ),
    (
        "Número;Aberto(a);Descrição resumida;Prioridade;Atribuído(a) a\n\
             INC0010001;27/02/2026 08:05:11;Portal não abre;3 - Moderada;Kim Roe\n",
        "generic",
        "Número|Descrição resumida|-|Aberto(a)|-",
    ),
];
