import type { z } from 'zod'
import type { OpenLibrary } from './library-access.ts'

/** What a tool needs besides its input. */
export interface ToolCall extends OpenLibrary {
  /** Fires when the host has given the call up. */
  readonly signal: AbortSignal
  /** Tells the host how far the work is, if it wants to know. */
  readonly report: (message: string) => Promise<void>
}

/** The same twice: data in the form of the tool's output, and words for models whose hosts show them words alone. */
export interface ToolAnswer<Output> {
  readonly data: Output
  readonly text: string
}

interface ToolFacts<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string
  readonly title: string
  /** For the model that chooses among tools. */
  readonly description: string
  readonly input: Input
  readonly output: Output
  /** Whether it changes what LearnPath keeps. */
  readonly writes: boolean
}

export interface Tool extends ToolFacts<z.ZodObject, z.ZodObject> {
  /** @param input as the tool's `input` gives it */
  run(input: unknown, call: ToolCall): Promise<ToolAnswer<Record<string, unknown>>>
}

/** Keeps the types of input and output together where the tool is written, and hides them from who only calls it. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ToolFacts<Input, Output> & {
    run(input: z.output<Input>, call: ToolCall): Promise<ToolAnswer<z.output<Output>>>
  },
): Tool {
  return { ...tool, run: async (input, call) => await tool.run(input as z.output<Input>, call) }
}
