export interface LanguageModelTables {
  language_model_choices: LanguageModelChoicesTable
}

/** Who answers, as a person chose it. No row: nobody chose. */
export interface LanguageModelChoicesTable {
  /** What is answered; so far 'answers' alone. */
  purpose: string
  /** Ids in the order in which they are tried; none is a choice too. */
  chain_json: string
  changed_at: number
}
