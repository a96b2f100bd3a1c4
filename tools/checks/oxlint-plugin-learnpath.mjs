// House rules that no ready-made lint rule expresses. Loaded by .oxlintrc.json; house-rules.test.mjs proves that they bite.

const BUILT_IN_ERRORS = new Set(['Error', 'TypeError', 'RangeError', 'AggregateError'])

/** `new Error('…')` has no code, no status and no advice. */
const noBareError = {
  create(context) {
    const check = (node) => {
      if (node.callee.type !== 'Identifier' || !BUILT_IN_ERRORS.has(node.callee.name)) return
      context.report({ node, message: 'Throw a LearnPathError with a code of contracts/src/errors.ts.' })
    }
    return { NewExpression: check, CallExpression: check }
  },
}

/** `new Date()` reads the machine's clock as Date.now() does. */
const noImplicitNow = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return
        context.report({ node, message: 'Time comes from the Clock port.' })
      },
    }
  },
}

export default {
  meta: { name: 'learnpath' },
  rules: { 'no-bare-error': noBareError, 'no-implicit-now': noImplicitNow },
}
