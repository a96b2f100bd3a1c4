import type { ChatApi } from '../../chat/index.ts'
import type { LibraryApi } from '../../library/index.ts'
import type { QuizzesApi } from '../../quizzes/index.ts'
import type { RetrievalLabDependencies } from '../retrieval/retrieval-dependencies.ts'
import type { LabelLibrary } from '../retrieval/labels/label-library.ts'

export interface SuiteDependencies extends Omit<RetrievalLabDependencies, 'labels' | 'library'> {
  readonly library: RetrievalLabDependencies['library'] & LabelLibrary & Pick<LibraryApi, 'list'>
  readonly chat: Pick<ChatApi, 'ask'>
  readonly quizzes: Pick<QuizzesApi, 'write' | 'check'>
}
