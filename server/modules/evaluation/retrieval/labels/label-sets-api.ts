import type {
  AddLabelledQuestionRequest,
  CreateLabelSetRequest,
  GenerateLabelsRequest,
  LabelFile,
  LabelledQuestion,
  LabelsAdded,
  LabelSet,
  LabelSetSummary,
  UpdateLabelledQuestionRequest,
} from '@learnpath/contracts'

/** Questions with the passages that answer them. All throw LP_QUESTION_SET_NOT_FOUND for an id that is none. */
export interface LabelSetsApi {
  list(): Promise<LabelSetSummary[]>
  create(request: CreateLabelSetRequest): Promise<LabelSet>
  get(id: string): Promise<LabelSet>
  delete(id: string): Promise<void>
  /** @throws LP_QUESTION_SET_INVALID, LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY */
  addQuestion(id: string, request: AddLabelledQuestionRequest): Promise<LabelledQuestion>
  /** Errors as of `addQuestion`. */
  updateQuestion(id: string, questionId: string, request: UpdateLabelledQuestionRequest): Promise<LabelledQuestion>
  deleteQuestion(id: string, questionId: string): Promise<void>
  import(file: LabelFile): Promise<LabelsAdded>
  export(id: string): Promise<LabelFile>
  /** @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_QUIZ_EMPTY */
  generate(id: string, request: GenerateLabelsRequest): Promise<LabelsAdded>
}
