import { LearnPathError } from '@learnpath/contracts'
import type { DocumentAnalyst } from '../../ports/document-analyst.ts'
import { ANALYSIS_VERSION } from './analysis-version.ts'
import { AnalystThread, type AnalystThreadDependencies } from './analyst-thread.ts'

/** Reads documents for their phrases in a thread, which may be shared with others that read there; closing it closes the thread. */
export function createDocumentAnalyst(
  dependencies: AnalystThreadDependencies,
  thread = new AnalystThread(dependencies),
): DocumentAnalyst {
  return {
    version: ANALYSIS_VERSION,
    analyse: async ({ text, blocks, marks, pages, title, language }, signal) => {
      const document = { text, blocks, marks, pages, title, language }
      const result = await thread.run({ kind: 'analyse', document }, signal)
      if (result.kind !== 'analysed') throw new LearnPathError('LP_INTERNAL', { detail: `${result.kind} for analysed` })
      return result.analysis
    },
    close: async () => await thread.close(),
  }
}
