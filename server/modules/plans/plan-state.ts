import type { CreatePlanRequest, PlanSession, SkipCode } from '@learnpath/contracts'

// What is stored of a plan. It holds ids, offsets and hashes and no word of a document: deleting a document leaves nothing of
// it here, and the words of a changed document are read where they stand now.

/** Why something of the goal's scope is in no module. */
export type SkipReason = SkipCode

/** A section of a document, or a part of one that is too long to be read in one go. */
export interface PlanPiece {
  readonly documentId: string
  /** Index into the document's sections. */
  readonly section: number
  /** Stays the same when the document changes elsewhere: hash of the heading path, of its count, and of the part's number. */
  readonly key: string
  /** Hash of its text. */
  readonly textHash: string
  readonly start: number
  readonly end: number
  /** Of running text; for reading time. */
  readonly characters: number
  /** Concepts that the plan teaches here. */
  readonly conceptIds: readonly string[]
  readonly done: boolean
}

export interface ModuleQuiz {
  readonly itemCount: number
  readonly quizId: string | null
  /** Of the last quiz that was answered to its end. */
  readonly score: number | null
  /** Quizzes that were made for the module before. */
  readonly attempts: number
  readonly passed: boolean
}

/** Pieces whose documents have changed since the plan was made. */
export interface ModuleDamage {
  readonly changed: number
  readonly moved: number
  readonly removed: number
}

export interface StoredModule {
  readonly id: string
  /** `core` teaches the goal, `support` what the goal needs, `repair` was put in after a failed quiz. */
  readonly role: 'core' | 'support' | 'repair'
  /** Never empty at first; empties when its documents are deleted. */
  readonly pieces: readonly PlanPiece[]
  /** Shown with the module, the most important first. */
  readonly conceptIds: readonly string[]
  readonly importance: number
  readonly quiz: ModuleQuiz
  /** Minutes read of the first piece that is not done. */
  readonly creditMinutes: number
  /** The learner said that it is done. */
  readonly finished: boolean
  readonly damage: ModuleDamage | null
}

export interface StoredEdge {
  readonly moduleId: string
  readonly needsModuleId: string
  readonly score: number
  /** Pairs of concept and prerequisite, the strongest first. */
  readonly pairs: readonly (readonly [string, string])[]
}

export interface SkippedPieces {
  readonly pieces: readonly PlanPiece[]
  readonly reason: SkipReason
}

export interface StoredSession {
  readonly id: string
  readonly date: string
  /** 0-based place among the sessions of its day. */
  readonly slot: number
  readonly minutes: number
  readonly parts: PlanSession['parts']
  readonly state: PlanSession['state']
}

/** How a plan adapted, in facts; words are made of it when it is shown. */
export type PlanChange = { readonly at: number } & (
  | { readonly kind: 'made' }
  | { readonly kind: 'session-done' | 'session-missed'; readonly date: string }
  | { readonly kind: 'sessions-passed'; readonly count: number }
  | { readonly kind: 'reading-done' | 'reading-reopened' | 'module-done'; readonly moduleId: string }
  | { readonly kind: 'quiz-passed'; readonly moduleId: string; readonly score: number }
  | {
      readonly kind: 'quiz-failed'
      readonly moduleId: string
      readonly score: number
      readonly conceptId: string | null
      /** Module in which it is to be learned first; the module itself when nothing before it is weak. */
      readonly firstModuleId: string
      readonly how: 'inserted' | 'reopened' | 'moved' | 'reread'
    }
  | { readonly kind: 'mastered'; readonly gained: number; readonly lost: number; readonly savedMinutes: number }
  | { readonly kind: 'settings-changed' }
  | { readonly kind: 'modules-dropped'; readonly count: number }
  | { readonly kind: 'documents-changed'; readonly changed: number; readonly removed: number; readonly modules: number }
)

export interface PlanState {
  readonly request: CreatePlanRequest
  readonly collectionId: string
  readonly collection: string
  /** Change of the library that the pieces are in step with. */
  readonly sequence: number
  readonly revision: number
  /** In the order of learning. */
  readonly modules: readonly StoredModule[]
  readonly edges: readonly StoredEdge[]
  readonly sessions: readonly StoredSession[]
  readonly skipped: readonly SkippedPieces[]
  readonly masteredConceptIds: readonly string[]
  /** Newest first. */
  readonly changes: readonly PlanChange[]
}
