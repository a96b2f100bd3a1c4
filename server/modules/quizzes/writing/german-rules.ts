import type { LanguageRules } from './language-rules.ts'

const SUBJECT = /^(?:(?:Ein|Eine|Der|Die|Das)\s+)?["„“]?$/
const GLOSS = String.raw`["“”]?(?:\s*\([^()]*\))?(?:,\s(?:auch|oft|manchmal)\s(?:bekannt als\s)?[^,]{2,50},|\soder\s[\p{L}-]+)?`
const ADVERB = String.raw`(?:(?:auch|oft|häufig|manchmal|allgemein|üblicherweise|normalerweise|einfach|daher|gemeinhin|meist|also|im Grunde|im Wesentlichen)\s+)?`
/** Article, up to three small words, then a noun. */
const NOUN_PHRASE = String.raw`(?:[Ee]in|[Ee]ine|[Ee]iner|[Ee]inen|[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Jj]ede[rs]?)(?:\s(?!(?:der|die|das|den|dem|des|eine?[nrm]?)\s)\p{Ll}[\p{L}-]*,?){0,3}\s[\p{Lu}"„][^\s]*`

/** German grammar for question writing. */
export const GERMAN_RULES: LanguageRules = {
  language: 'de',
  patterns: [
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?|\p{Lu}.+?),?\s+(?<verb>wird|werden)\s+${ADVERB}(?:als\s+)?(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\s+(?:bezeichnet|genannt)(?:\.|,\s.*\.)$/,
      strength: 0.95,
      form: 'nominative',
    },
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?),?\s+(?<verb>heißt|heißen)\s+${ADVERB}(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\.$/,
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'called',
      before: new RegExp(
        String.raw`^(?<body>${NOUN_PHRASE}.*?|\p{Lu}.+?),?\s+(?<verb>nennt) man\s+${ADVERB}(?:(?:ein|eine|der|die|das)\s+)?["„“]?$`,
        'u',
      ),
      after: /^["“”]?(?:\s*\([^()]*\))?\.$/,
      strength: 0.95,
      form: 'accusative',
    },
    {
      name: 'called',
      before: new RegExp(String.raw`^(?<body>${NOUN_PHRASE}.*?),?\s+(?<verb>ist|sind)\s+${ADVERB}als\s+["„“]?$`, 'u'),
      after: /^["“”]?(?:\s*\([^()]*\))?\s+bekannt\.$/,
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'is-a',
      before: SUBJECT,
      after: new RegExp(String.raw`^${GLOSS}\s+(?:ist|sind)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`, 'u'),
      strength: 0.9,
      form: 'nominative',
    },
    {
      name: 'are',
      before: SUBJECT,
      after: new RegExp(
        String.raw`^${GLOSS}\s+sind\s+${ADVERB}(?<body>(?!wie\s)(?:\p{Ll}+e\s){0,2}\p{Lu}[\p{L}-]+,\s(?:die|deren|denen|bei denen|mit denen|in denen|auf denen)\s.+)\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'plural',
    },
    {
      name: 'means',
      before: /^(?:(?:Ein|Eine|Der|Die|Das)\s+)?(?:Begriff\s+)?["„“]?$/,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?:bezeichnet|bezeichnen|beschreibt|beschreiben|bedeutet|bezieht sich auf|beziehen sich auf)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`,
        'u',
      ),
      strength: 0.85,
      form: 'accusative',
    },
    {
      name: 'means',
      before: /^(?:Unter\s+(?:(?:einem|einer|dem|der)\s+)?|Als\s+)["„“]?$/,
      after: new RegExp(
        String.raw`^${GLOSS}\s+(?:versteht man|bezeichnet man)\s+${ADVERB}(?<body>${NOUN_PHRASE}.*)\.$`,
        'u',
      ),
      strength: 0.95,
      form: 'accusative',
    },
    {
      name: 'stands-for',
      before: SUBJECT,
      after:
        /^\s+(?:steht für|ist die Abkürzung für|ist kurz für)\s+["„“]?(?<body>[^.;:()]{6,60}?)["“”]?(?:\.|[,;]\s.*|\sund\s.*)$/,
      strength: 0.9,
      form: 'expansion',
    },
    {
      name: 'entry',
      before: SUBJECT,
      after: /^["“”]?(?:\s*\([^()]*\))?(?::|\s[–—-])\s+(?<body>\p{L}.{14,})$/u,
      strength: 0.75,
      form: 'entry',
    },
  ],
  leansBack:
    /^["„“(]*(?:er|sie|es|ihr|ihre[nmrs]?|ihnen|ihm|dies|diese[nmrs]?|jene[nmrs]?|solche[nmrs]?|beide[nrs]?|andere[nmrs]?|ander[se]|letztere[nmrs]?|erstere[nmrs]?|dabei|dadurch|daher|dafür|dagegen|daraus|darin|darunter|daran|darauf|darüber|damit|danach|dann|darum|davon|davor|dazu|deshalb|deswegen|dennoch|trotzdem|jedoch|allerdings|außerdem|zudem|ferner|hier|hierbei|hierfür|hiermit|hierzu|hierdurch|dort|da|so|somit|folglich|demnach|also|auch|aber|und|oder|denn|doch|sondern|stattdessen|ebenso|genauso|ähnlich|schließlich|zunächst|zuerst|zuletzt|zweitens|drittens|erstens|anschließend|ebenfalls|wiederum|weiterhin|des weiteren|darüber hinaus|andernfalls|ansonsten|sonst|einige|viele|manche|mehrere|alle|jede[rs]?|eine[rs]? (?:davon|der|dieser)|zwei|drei|vier|zum beispiel|beispielsweise|im (?:gegensatz|vergleich|folgenden|allgemeinen|obigen|wesentlichen|ersten|zweiten|letzten|nächsten)|in (?:der tat|diesem|dieser|diesen|unserem|unserer|beiden|jedem)|mit (?:anderen|diesem|dieser|diesen)|aus (?:diesem|diesen|dieser)|auf (?:diese|diesem|dieser)|bei (?:diesem|dieser|diesen)|an (?:diesem|dieser)|für (?:diese|diesen|dieses|unser)|nach (?:diesem|dieser)|wie (?:bereits|oben|Sie|wir|zuvor|erwähnt|gesagt)|was|warum|wer|wo|welche[nmrs]?|wieso|beachten|merke|nun|jetzt|natürlich|leider|glücklicherweise|vielleicht|wenn (?:es|sie|er|dies|diese|das)|da (?:es|sie|er)|weil (?:es|sie|er)|der (?:grund|unterschied|vorteil|nachteil|rest|letzte|erste|zweite|nächste|andere|gleiche)|die (?:erste|zweite|dritte|letzte|nächste|andere|anderen|gleiche|beiden|idee|antwort|obige|folgende)|das (?:erste|zweite|letzte|nächste|andere|gleiche|problem|ergebnis|obige|folgende|ziel)|(?:noch|nur|mehr|obwohl|selbst|sogar|eigentlich|tatsächlich|insbesondere|insgesamt|generell|grundsätzlich)|haben|können|sollten|möchten|kommt|lassen|\p{L}+en sie)(?![\p{L}])/iu,
  // "Das ist …", "Die haben …": without a noun of its own it stands for one before.
  opensWithPronoun: /^["„“(]*(?:Das|Der|Die) (?!(?:[\p{Ll}\d-]+(?:e|en|er|es)? ){0,2}[„"]?\p{Lu})/u,
  pointsOutside:
    /(?<![\p{L}])(?:dies|diese[nmrs]?|oben|unten|(?:unten|oben|nach)stehende[nmrs]?|obige[nmrs]?|vorherige[nmrs]?|vorhergehende[nmrs]?|vorangegangene[nmrs]?|vorhin|zuvor|folgende[nmrs]?|nachfolgende[nmrs]?|nächste[nmrs]?|abbildung|abschnitte?s?|kapitels?|artikels?|lektion|tutorials?|kurs(?:es)?|moduls?|übung(?:en)?|aufgaben?|wir|uns|unsere?[nmrs]?|ich|mein[emnrs]{0,2}|hier|siehe|bereits|erwähnt|beschrieben|gezeigt|später|früher|klicken|\p{L}*beispiel\p{L}*|z\. ?b\.|d\. ?h\.|zum beispiel|solche[nmrs]?|jene[nmrs]?|letztere[nmrs]?|erstere[nmrs]?|bisher|gerade|eben|heute|heutzutage|mittlerweile|anderen?|andere[nmrs]|mdn)(?![\p{L}])/iu,
  pronoun: /(?<![\p{L}])(?:er|es|ihn|ihm|sein|seine[nmrs]?|sie|ihr|ihre[nmrs]?|ihnen)(?![\p{L}])/u,
  addressesReader: /(?<![\p{L}])(?:Sie|Ihr|Ihre[nmrs]?|Ihnen|man|du|dein[emnrs]{0,2}|dir|dich)(?![\p{L}])/u,
  tiesBack:
    /(?<![\p{L}])(?:auch|daher|deshalb|jedoch|dennoch|trotzdem|ebenfalls|außerdem|dann|nun|noch|derzeit|stattdessen|somit|allerdings|ebenso|sogar|immer noch|dabei|dafür|dadurch|damit|dazu|gleiche[nmrs]?|beide[nmrs]?|zugrundeliegende[nmrs]?)(?![\p{L}])/iu,
  secondStatement:
    /(?:,? (?:aber|sondern|doch|jedoch) .*|, (?:da|weil|obwohl|während|wobei|sodass|so dass|denn) .*|, (?:es|er|sie|man|dies|das (?:ist|wird|hat)|und (?:es|er|sie|das|die|der))\s.*|,? und (?:ist|sind|hat|haben|kann|können|wird|werden)\b.*|[:;] .*|(?: –|—| — ).*)$/u,
  predicate:
    /^\s+(?:(?:ist|sind) (?:ein|eine|der|die|das)|besteht|bestehen|enthält|enthalten|bestimmt|bestimmen|definiert|definieren|ermöglicht|ermöglichen|erzeugt|erzeugen|speichert|speichern|verbindet|verbinden|beschreibt|beschreiben|legt|legen|gibt|wird|werden)\s/u,
  emptyTerm:
    /(?:^|[\s-]|\p{L})(?:beispiele?|ergebnis(?:se)?|gr[uü]nde?|problem(?:e|en)?|fragen?|antwort(?:en)?|unterschiede?|ziele?|dinge?n?|art(?:en)?|weisen?|f[aä]lle?n?|tatsachen?|ideen?|punkte?|zwecke?|anzahl|reihenfolge|schritte?|teile?|seiten?|zeit(?:en)?|jahre?|tage?|begriffe?|w[oö]rter|namen?|gr[oö](?:ß|ss)en?|überlegung(?:en)?|versionen|version|ansatz|ansätze|möglichkeit(?:en)?|option(?:en)?|abschnitte?|kapitel|übung(?:en)?|aufgaben?)$/iu,
  vague:
    /(?<![\p{L}])(?:vielleicht|wahrscheinlich|möglicherweise|interessant\p{L}*|überrasch\p{L}*|gut\p{L}{0,2}|schlecht\p{L}{0,2}|großartig\p{L}*|einfach\p{L}{0,3}|beliebt\p{L}{0,2}|nützlich\p{L}{0,2}|verschieden\p{L}{0,2}|bestimmte[nmrs]?|einige[nmrs]?|viele[nmrs]?|mehrere[nmrs]?|manchmal|oft|häufig|normalerweise|wichtig\p{L}{0,4}|wesentlich\p{L}{0,2}|verbreitet\p{L}{0,2}|eine Art|sehr|ziemlich|eigentlich|wirklich|Dinge?n?|etwas)(?![\p{L}])/giu,
  emptyDescription:
    /^(?:ein|eine|einer|der|die|das)\s+(?:(?:sehr|ganz)\s+)?(?:\p{Ll}+e[nrs]?\s+)*(?:Beispiele?|Grund|Gründe|Ergebnis|Problem|Ding|Frage|Fall|Tatsache|Thema|Ausnahme|Ziel|Herausforderung|Teil|Möglichkeit|Idee|Schritt|Name|Begriff|Wort|Art|Konzept|Faktor|Unterschied|Schlüssel|Antwort|Gegenteil|Wahl|Option)(?!\p{L})(?!,|\s+(?:von|der|des|zur|zum|für|einer|eines)\s)|^(?:ein|eine|einer|der|die|das)\s+(?:\p{Ll}+e[nrs]?\s+)?(?:Beispiele?|Grund|Problem|gleiche|einzige|beste|erste|letzte|nächste)(?!\p{L})/u,
  nounPhrase: new RegExp(String.raw`^${NOUN_PHRASE}`, 'u'),
  determiner: /^(?:ein|eine|einer|eines|einen|der|die|das|den|dem|jede[rs]?|alle|kein|keine)(?![\p{L}])/iu,
  enumeration:
    /(?<![\p{L}])(?:wie|etwa|z\. ?B\.|zum Beispiel|beispielsweise|darunter|einschließlich|sowohl|entweder|nämlich|Arten von)(?![\p{L}])/iu,
  announcesSteps:
    /(?<![\p{L}])(?:Schritte?n?|Phasen?|Stufen?|Vorgehen\p{L}*|Vorgang|Ablauf|Prozess|Reihenfolge|Anleitung|folgendermaßen|gehen Sie|wie folgt)(?![\p{L}])/iu,
  stepMarker:
    /^(?:(?:Schritt|Phase) \d+[:.]?|zuerst|zunächst|erstens|zweitens|drittens|dann|danach|anschließend|als nächstes|schließlich|zuletzt|abschließend)(?:,\s*|\s+)/i,
  firstStep: /^(?:zuerst|zunächst|erstens|als erstes)(?![\p{L}])/iu,
  nextStep:
    /^(?:zweitens|drittens|dann|danach|anschließend|als nächstes|daraufhin|schließlich|zuletzt|abschließend)(?![\p{L}])/iu,
  mainVerb:
    /(?<![\p{L}])(?:ist|sind|war|waren|hat|haben|besteht|bestehen|enthält|enthalten|umfasst|umfassen|gibt|verwendet|verwenden|benötigt|benötigen|dauert|dauern|beträgt|betragen|wird|werden)(?![\p{L}])/u,
  range: /(?:bis|oder|und|zu)/u,
  numberWords: ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn'],
  wording: {
    whichTerm: (description) => `Welcher Begriff wird hier beschrieben: „${description}“?`,
    whatIsCalled: (description, verb) =>
      verb === 'nennt'
        ? `Wie nennt man ${description}?`
        : verb === 'heißt' || verb === 'heißen'
          ? `Wie ${verb} ${description}?`
          : verb === 'ist' || verb === 'sind'
            ? `Unter welchem Namen ${verb} ${description} bekannt?`
            : `Wie ${verb} ${description} genannt?`,
    whichDescription: (term) => `Welche Beschreibung passt zum Begriff „${term}“?`,
    standsFor: (term) => `Wofür steht „${term}“?`,
    trueOrFalse: (statement) => `Richtig oder falsch? ${statement}`,
    match: () => 'Ordnen Sie jedem Begriff seine Beschreibung zu.',
    order: (context) => `Bringen Sie die Schritte in die richtige Reihenfolge: ${context}`,
    describes: (term, description) => `Der Begriff „${term}“ wird so beschrieben: „${description}“.`,
    isTrue: (isTrue) => (isTrue ? 'Richtig' : 'Falsch'),
  },
}
