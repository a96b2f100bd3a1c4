import type { Command } from 'commander'
import { createProgram } from '../../cli/src/program.ts'

/** What `learnpath <command> --help` prints, the part after it (examples) included. */
function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({ writeOut: (written) => (text += written), getOutHelpWidth: () => 100 })
  command.outputHelp()
  return text.trimEnd()
}

/** The command and those below it. */
function sectionsOf(command: Command, name: string, marks: string): string[] {
  const own = `${marks} ${name}\n\n${command.description()}.\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`
  return [own, ...command.commands.flatMap((each) => sectionsOf(each, `${name} ${each.name()}`, `${marks}#`))]
}

/** docs/reference/command-line.md, made from the program that the command line runs. */
export function commandLinePage(): string {
  const program = createProgram(() => undefined)
  const sections = program.commands.flatMap((command) => sectionsOf(command, `learnpath ${command.name()}`, '##'))
  return `# Command line

Made from \`cli/src/program.ts\`; do not edit by hand (\`npm run docs\`).

In a checkout the program runs as \`npx learnpath …\`.

\`\`\`text
${helpOf(program)}
\`\`\`

${sections.join('\n')}`
}
