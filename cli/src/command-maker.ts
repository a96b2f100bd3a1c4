import { InvalidArgumentError, Option, type Command } from 'commander'
import { createTerminal, type Terminal } from './terminal.ts'

export interface Mode {
  readonly json?: boolean | undefined
}

/** Makes a command with the options and the form of help that all have. */
export type MakeCommand = (usage: string, description: string, examples: readonly string[]) => Command
/** Runs a command's work with a terminal in its mode, and passes its exit code on. */
export type Run = (mode: Mode, work: (terminal: Terminal) => Promise<number>) => Promise<void>

export const commandsOf =
  (parent: Command): MakeCommand =>
  (usage, description, examples) =>
    parent
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON document instead of text')
      .exitOverride()
      .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)

export const runWith =
  (exit: (code: number) => void): Run =>
  async (mode, work) =>
    exit(await work(createTerminal({ json: mode.json === true })))

export const collect = (value: string, before: readonly string[]): string[] => [...before, value]

export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }

/** What is wanted when the option is not given is told by `withoutIt`. */
export const list = (flags: string, description: string, withoutIt: 'all' | 'none'): Option =>
  new Option(flags, description).default([], withoutIt).argParser(collect)

export const someText = (text: string): string => {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('It must not be empty.')
}
