import { expect, test, type Page } from "@playwright/test";
import { accessible, complaints, signIn } from "./steps";

/** Customers who do not write English: their moods, topics and underlined words. */
test.describe.configure({ mode: "serial" });

interface Sample {
  language: string;
  file: string;
  key: string;
  table: string;
  word: string;
}

const SAMPLES: Sample[] = [
  {
    language: "German",
    file: "tickets-de.csv",
    key: "LDE-1",
    table:
      "Vorgangsschlüssel,Zusammenfassung,Beschreibung,Erstellt\r\n" +
      'LDE-1,Schon wieder doppelt abgebucht,"Das ist das dritte Mal, dass Sie meine Rechnung doppelt abbuchen. Ich bin stinksauer, niemand antwortet.",2026-03-01 10:00\r\n' +
      'LDE-2,Danke,"Vielen Dank für die schnelle Hilfe, jetzt läuft alles wieder perfekt!",2026-03-02 10:00\r\n',
    word: "stinksauer",
  },
  {
    language: "Spanish",
    file: "tickets-es.csv",
    key: "LES-1",
    table:
      "Clave de incidencia,Resumen,Descripción,Creada\r\n" +
      'LES-1,Me han cobrado dos veces,"Llevo tres semanas esperando la devolución de la factura y nadie contesta. Un servicio pésimo.",2026-03-01 10:00\r\n' +
      'LES-2,Gracias,"Muchas gracias por la ayuda tan rápida, ahora todo funciona perfectamente.",2026-03-02 10:00\r\n',
    word: "pésimo",
  },
];

let page: Page;
let complained: string[];

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  complained = complaints(page);
  await page.goto("/upload");
  await signIn(page);
  // A page that is left before the answer has come has no session.
  await expect(page.getByLabel("Files to upload")).toBeAttached();
});
test.afterAll(() => page.context().close());

for (const { language, file, key, table, word } of SAMPLES) {
  test(`an export in ${language} shows its moods, its topics and the words that made them`, async () => {
    await page.goto("/upload");
    await page
      .getByLabel("Files to upload")
      .setInputFiles({ name: file, mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect(page.getByRole("link", { name: "Open the dashboard" })).toBeVisible({ timeout: 120_000 });
    await page.goto(`/tickets/${key}`);
    const underlined = page.getByTitle(/^Moved the score by −/).filter({ hasText: word });
    await expect(underlined).toBeVisible();
    await expect(page.getByText("Negative").first()).toBeVisible();
    await expect(page.getByText("Billing").first()).toBeVisible();
    await expect(page.getByText("Not read")).toHaveCount(0);
    await accessible(page);
    await page.goto(`/tickets/${key.replace("-1", "-2")}`);
    await expect(page.getByText("Positive").first()).toBeVisible();
    expect(complained).toEqual([]);
  });
}
