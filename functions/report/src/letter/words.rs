//! The words of mails in each language.

use brief::Language;

/// The words of one language. `{}` stands for what the name says.
pub(super) struct Words {
    pub(super) late: &'static str,
    /// The number of the period before.
    pub(super) before: &'static str,
    pub(super) by_day: &'static str,
    pub(super) attached: &'static str,
    /// The link.
    pub(super) linked: &'static str,
    pub(super) open: &'static str,
    /// The schedule's name.
    pub(super) why: &'static str,
    pub(super) unsubscribe: &'static str,
    /// The schedule's name.
    pub(super) confirm_subject: &'static str,
    /// The owner and the schedule's name.
    pub(super) confirm_text: &'static str,
    pub(super) confirm_button: &'static str,
    pub(super) confirm_ignore: &'static str,
    /// The schedule's name.
    pub(super) notice_subject: &'static str,
    pub(super) notice_text: &'static str,
    pub(super) notice_remedy: &'static str,
}

/// The words of a language.
pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &EN,
        Language::De => &DE,
        Language::Fr => &FR,
        Language::Es => &ES,
        Language::Pt => &PT,
    }
}

static EN: Words = Words {
    late: "This report comes later than planned.",
    before: "{} in the period before",
    by_day: "Tickets per day by sentiment",
    attached: "The whole report is attached as a PDF.",
    linked: "The report is too large for a mail. Sign in to download it: {}",
    open: "Open the report in Undertone",
    why: "You get this mail because of the schedule “{}”.",
    unsubscribe: "Unsubscribe",
    confirm_subject: "Do you want the reports “{}”?",
    confirm_text: "{} wants to send you the reports “{}” by mail. You get none before you confirm:",
    confirm_button: "Yes, send me these reports",
    confirm_ignore: "If you do not want them, ignore this mail.",
    notice_subject: "A report was not delivered: {}",
    notice_text: "A report of your schedule could not be delivered, or nobody knows whether it was:",
    notice_remedy: "The history of deliveries shows what happened, and lets you send it again.",
};

static DE: Words = Words {
    late: "Dieser Bericht kommt später als geplant.",
    before: "{} im Zeitraum davor",
    by_day: "Tickets pro Tag nach Stimmung",
    attached: "Der ganze Bericht liegt als PDF bei.",
    linked: "Der Bericht ist zu groß für eine E-Mail. Nach der Anmeldung steht er hier: {}",
    open: "Bericht in Undertone öffnen",
    why: "Sie erhalten diese E-Mail wegen des Zeitplans „{}“.",
    unsubscribe: "Abbestellen",
    confirm_subject: "Möchten Sie die Berichte „{}“ erhalten?",
    confirm_text: "{} möchte Ihnen die Berichte „{}“ per E-Mail schicken. Vor Ihrer Bestätigung kommt keiner:",
    confirm_button: "Ja, schicken Sie mir diese Berichte",
    confirm_ignore: "Wenn Sie sie nicht möchten, ignorieren Sie diese E-Mail.",
    notice_subject: "Ein Bericht wurde nicht zugestellt: {}",
    notice_text: "Ein Bericht Ihres Zeitplans konnte nicht zugestellt werden, oder es ist ungewiss, ob er ankam:",
    notice_remedy: "Der Verlauf der Zustellungen zeigt, was geschah; von dort können Sie ihn noch einmal senden.",
};

static FR: Words = Words {
    late: "Ce rapport arrive plus tard que prévu.",
    before: "{} sur la période précédente",
    by_day: "Tickets par jour selon le sentiment",
    attached: "Le rapport complet est joint en PDF.",
    linked: "Le rapport est trop volumineux pour un e-mail. Connectez-vous pour le télécharger : {}",
    open: "Ouvrir le rapport dans Undertone",
    why: "Vous recevez cet e-mail en raison de la planification « {} ».",
    unsubscribe: "Se désabonner",
    confirm_subject: "Souhaitez-vous recevoir les rapports « {} » ?",
    confirm_text: "{} souhaite vous envoyer les rapports « {} » par e-mail. Rien ne sera envoyé avant votre confirmation :",
    confirm_button: "Oui, envoyez-moi ces rapports",
    confirm_ignore: "Si vous n’en voulez pas, ignorez cet e-mail.",
    notice_subject: "Un rapport n’a pas été remis : {}",
    notice_text: "Un rapport de votre planification n’a pas pu être remis, ou l’on ignore s’il l’a été :",
    notice_remedy: "L’historique des envois montre ce qui s’est passé et permet de le renvoyer.",
};

static ES: Words = Words {
    late: "Este informe llega más tarde de lo previsto.",
    before: "{} en el período anterior",
    by_day: "Tickets por día según el sentimiento",
    attached: "El informe completo va adjunto en PDF.",
    linked: "El informe es demasiado grande para un correo. Inicie sesión para descargarlo: {}",
    open: "Abrir el informe en Undertone",
    why: "Recibe este correo por la programación «{}».",
    unsubscribe: "Darse de baja",
    confirm_subject: "¿Desea recibir los informes «{}»?",
    confirm_text: "{} quiere enviarle los informes «{}» por correo. No recibirá ninguno antes de confirmarlo:",
    confirm_button: "Sí, envíenme estos informes",
    confirm_ignore: "Si no los desea, ignore este correo.",
    notice_subject: "Un informe no se entregó: {}",
    notice_text: "Un informe de su programación no pudo entregarse, o no se sabe si llegó:",
    notice_remedy: "El historial de entregas muestra lo ocurrido y permite enviarlo de nuevo.",
};

static PT: Words = Words {
    late: "Este relatório chega mais tarde do que o previsto.",
    before: "{} no período anterior",
    by_day: "Tickets por dia segundo o sentimento",
    attached: "O relatório completo segue em anexo em PDF.",
    linked: "O relatório é grande demais para um e-mail. Entre para baixá-lo: {}",
    open: "Abrir o relatório no Undertone",
    why: "Você recebe este e-mail por causa do agendamento “{}”.",
    unsubscribe: "Cancelar a inscrição",
    confirm_subject: "Deseja receber os relatórios “{}”?",
    confirm_text: "{} quer enviar a você os relatórios “{}” por e-mail. Nenhum será enviado antes da sua confirmação:",
    confirm_button: "Sim, quero receber estes relatórios",
    confirm_ignore: "Se não os deseja, ignore este e-mail.",
    notice_subject: "Um relatório não foi entregue: {}",
    notice_text: "Um relatório do seu agendamento não pôde ser entregue, ou não se sabe se chegou:",
    notice_remedy: "O histórico de entregas mostra o que aconteceu e permite enviá-lo de novo.",
};

/// A sentence with its gaps filled, in order.
pub(super) fn filled(sentence: &str, values: &[&str]) -> String {
    let mut parts = sentence.split("{}");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values) {
        told.push_str(value);
        told.push_str(part);
    }
    told
}
