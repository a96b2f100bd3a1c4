import { relationVerbs } from './relation-verbs.ts'

/** Verbs of German that state a relation, with how often they are right, as counted on labelled samples. */
export const GERMAN_VERBS = relationVerbs([
  [
    'enthalten',
    'part-of',
    true,
    'enthält enthalten umfasst umfassen beinhaltet beinhalten enthielt',
    'active',
    '',
    0.75,
  ],
  ['bestehen', 'part-of', true, 'besteht bestehen bestand', 'active', 'aus', 0.85],
  ['zusammensetzen', 'part-of', true, 'setzt setzen', 'active', 'sich aus', 0.85, 'zusammen'],
  ['ist-enthalten', 'part-of', false, 'ist sind', 'active', 'in', 0.75, 'enthalten'],
  ['verursachen', 'causes', false, 'verursacht verursachen bewirkt bewirken', 'active', '', 0.8],
  ['führen', 'causes', false, 'führt führen führte', 'active', 'zu|zum|zur', 0.75],
  ['auslösen', 'causes', false, 'löst lösen ruft rufen', 'active', '', 0.8, 'aus|hervor'],
  ['entstehen', 'causes', true, 'entsteht entstehen resultiert resultieren', 'active', 'aus|durch', 0.7],
  [
    'wird-verursacht',
    'causes',
    true,
    'wird werden',
    'active',
    'durch|von|vom',
    0.8,
    'verursacht|ausgelöst|hervorgerufen|bewirkt',
  ],
  ['erfordern', 'depends-on', false, 'erfordert erfordern benötigt benötigen braucht brauchen', 'active', '', 0.75],
  ['voraussetzen', 'depends-on', false, 'setzt setzen', 'active', '', 0.8, 'voraus'],
  ['abhängen', 'depends-on', false, 'hängt hängen', 'active', 'von|vom', 0.8, 'ab'],
  ['basieren', 'depends-on', false, 'basiert basieren beruht beruhen', 'active', 'auf', 0.75],
  ['wird-benötigt', 'depends-on', true, 'wird werden', 'active', 'für', 0.75, 'benötigt|gebraucht|vorausgesetzt'],
  ['verwenden', 'uses', false, 'verwendet verwenden nutzt nutzen benutzt benutzen', 'active', '', 0.75],
  ['wird-verwendet', 'uses', true, 'wird werden', 'active', 'von|vom', 0.75, 'verwendet|benutzt|genutzt'],
  ['zählen', 'is-a', false, 'zählt zählen gehört gehören', 'active', 'zu den', 0.85],
  ['gehören', 'part-of', false, 'gehört gehören', 'active', 'zum|zur', 0.55],
  ['bedeuten', 'defined-as', false, 'bedeutet bezeichnet bezeichnen', 'active', '', 0.6],
  ['wird-bezeichnet', 'defined-as', true, 'wird werden', 'active', 'als', 0.75, 'bezeichnet'],
])

/** Forms of the verbs above. */
export const GERMAN_VERB_FORMS: ReadonlySet<string> = new Set(GERMAN_VERBS.flatMap(({ forms }) => [...forms]))
