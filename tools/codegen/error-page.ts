import { ERRORS } from '@learnpath/contracts'

const GROUPS: readonly (readonly [prefixes: readonly string[], heading: string, about: string])[] = [
  [
    ['REQUEST', 'ROUTE', 'METHOD', 'SERVER', 'SERVICE', 'RATE', 'INTERNAL', 'ORIGIN', 'HOST'],
    'Requests',
    'What can be wrong with a request, or with the server at that moment.',
  ],
  [
    ['SETTING', 'LISTEN', 'PORT', 'HOME', 'COMMAND', 'SAMPLES'],
    'Settings and start',
    'Why the program does not start, or a command does not run.',
  ],
  [['STORE', 'BACKUP', 'INDEX', 'QDRANT'], 'Store and index', 'The database, its backups and the search index.'],
  [
    ['COLLECTION', 'DOCUMENT', 'PATH', 'WATCH', 'JOB'],
    'Library',
    'Collections, documents, watched folders and the work on them.',
  ],
  [
    ['MODEL', 'HUB', 'INFERENCE', 'TEXT', 'GENERATION'],
    'Models',
    'Getting and running models, and the vectors they make of the library.',
  ],
  [
    ['CONCEPT', 'PREREQUISITE', 'QUIZ', 'ANSWER', 'CARD', 'REVIEW', 'PLAN', 'EXPORT', 'IMPORT'],
    'Learning',
    'Concepts, plans, quizzes and reviews, and their exchange with other programs.',
  ],
  [
    ['LANGUAGE', 'PROMPT', 'CONVERSATION', 'TURN', 'QUESTION', 'EVALUATION'],
    'Language models and evaluation',
    'Answers by language models, conversations, and the lab that compares them.',
  ],
  [
    ['ENTITY', 'RELATION', 'MERGE', 'EXTRACTION'],
    'Knowledge graph',
    'Entities, relations, decisions on merges, and readings by language models.',
  ],
  [
    [
      'IDENTITY',
      'SIGN',
      'CREDENTIAL',
      'PERMISSION',
      'CSRF',
      'PRINCIPAL',
      'WORKSPACE',
      'MEMBER',
      'USER',
      'INVITATION',
      'SETUP',
      'PASSWORD',
      'SESSION',
      'KEY',
      'OIDC',
    ],
    'Sign-in and workspaces',
    'Who is asking, what they may do, and what owners and administrators do about it.',
  ],
  [['PARSE'], 'Reading documents', 'The class of failure that a document can have; shown in its `failure`.'],
]

/** docs/reference/errors.md, made from the one table of errors. @throws when a code belongs to no group or to two */
export function errorPage(): string {
  const entries = Object.entries(ERRORS)
  const groupOf = (code: string): number => {
    const homes = GROUPS.flatMap(([prefixes], index) => (prefixes.includes(code.split('_')[1] ?? '') ? [index] : []))
    if (homes.length !== 1) throw new Error(`${code}: put its subject into one group of tools/codegen/error-page.ts`)
    return homes[0] ?? 0
  }
  const placed = entries.map(([code, error]) => ({ code, error, group: groupOf(code) }))
  const sections = GROUPS.map(([, heading, about], index) => {
    const rows = placed
      .filter(({ group }) => group === index)
      .map(({ code, error }) => {
        const cells = [`\`${code}\``, String(error.status), error.retry ? 'yes' : 'no', error.title, error.advice]
        return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
      })
    return `## ${heading}\n\n${about}\n\n| Code | Status | Retry | Meaning | What to do |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
  })
  return `# Errors

Made from \`contracts/src/errors.ts\`; do not edit by hand (\`npm run docs\`).

Every error has a code that does not change. Over HTTP it is a body of type \`application/problem+json\` with \`code\`, \`title\`,
\`detail\`, \`advice\`, \`retry\` and \`requestId\`; on the command line the code stands in brackets, and in \`--json\` under \`error\`.
"Retry" says whether the same request may succeed later without a change.

${sections.join('\n')}`
}
