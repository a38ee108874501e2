import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * What a file imports, in any spelling: import and export from, import(), import types, require. Each import has its line,
 * and no `specifier` when that is computed and so cannot be known.
 */
export function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  const found = [];
  const visit = (node) => {
    const target = importedBy(node);
    if (target) found.push({ line: lineOf(source, node), specifier: literalText(target) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importedBy(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return node.argument;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isCallExpression(node) && isImportOrRequire(node.expression)) return node.arguments[0];
  return undefined;
}

const isImportOrRequire = (callee) =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

function literalText(node) {
  const literal = ts.isLiteralTypeNode(node) ? node.literal : node;
  return ts.isStringLiteralLike(literal) ? literal.text : undefined;
}

const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
