import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/**
 * Doesn't mutate sentences, because the tests don't check the wording of errors and explanations. A sentence has at
 * least three words.
 */
const ignorer = {
  shouldIgnore(path) {
    const text = path.isStringLiteral()
      ? path.node.value
      : path.isTemplateLiteral()
        ? path.node.quasis.map(({ value }) => value.raw).join("X")
        : "";
    const isSentence = text.trim().split(" ").length > 2 && !text.includes("Access=");
    const inError =
      path.isTemplateLiteral() &&
      path.findParent((parent) => parent.isNewExpression())?.node.callee.name?.endsWith("Error");
    return isSentence || inError ? "prose" : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "prose", ignorer)];
