// Writes src/api/schema.ts from the API's document; with --check it only says whether that is what the document says.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import ts from "typescript";

const document = new URL("../../functions/web/openapi.json", import.meta.url);
const target = new URL("../src/api/schema.ts", import.meta.url);

const blob = ts.factory.createTypeReferenceNode("Blob");
const missing = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);

/** A parameter of a query that is undefined is not sent: it is as good as none. */
function leaveOut(context) {
  const visit = (node) => {
    const isQuery = ts.isPropertySignature(node) && node.name.text === "query";
    if (!isQuery || !node.type || !ts.isTypeLiteralNode(node.type)) return ts.visitEachChild(node, visit, context);
    const members = node.type.members.map((member) => {
      if (!ts.isPropertySignature(member) || !member.questionToken || !member.type) return member;
      const type = ts.factory.createUnionTypeNode([member.type, missing]);
      return ts.factory.updatePropertySignature(member, member.modifiers, member.name, member.questionToken, type);
    });
    const type = ts.factory.updateTypeLiteralNode(node.type, ts.factory.createNodeArray(members));
    return ts.factory.updatePropertySignature(node, node.modifiers, node.name, node.questionToken, type);
  };
  return visit;
}

const nodes = await openapiTS(document, {
  // What is sent as a file is one, and no string.
  transform: (schema) => (schema.format === "binary" ? blob : undefined),
});
const changed = ts.transform(nodes, [leaveOut]).transformed;
const text = COMMENT_HEADER + astToString(changed);

if (!process.argv.includes("--check")) {
  await writeFile(target, text);
} else if (text !== (await readFile(target, "utf8"))) {
  console.error("src/api/schema.ts is not what functions/web/openapi.json says: npm run types");
  process.exitCode = 1;
}
