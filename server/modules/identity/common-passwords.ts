/** Words that passwords are most often made of, as every list of leaked ones shows; English and German, in small letters. */
export const COMMON_WORDS: readonly string[] = `
password passwort passwd kennwort geheim geheimnis secret geheimwort letmein welcome willkommen hello hallo hallihallo login anmelden admin
administrator root user benutzer guest gast test tester testing demo changeme default master monkey dragon football fussball baseball basketball
soccer hockey iloveyou ichliebedich liebe love schatz schatzi baby angel engel princess prinzessin sunshine sonnenschein sonne flower blume
shadow superman batman spiderman pokemon starwars ninja mustang ferrari porsche mercedes michael jennifer jessica thomas daniel andreas sandra
charlie jordan hunter ranger buster killer tigger pepper ginger cookie summer winter spring autumn sommer herbst fruehling frühling january
february march april june july august september october november december januar februar maerz märz juni juli oktober dezember monday
tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag computer internet laptop
qwerty qwertz qwertyuiop qwertzuiop asdfgh asdfghjkl yxcvbn zxcvbn zxcvbnm yxcvbnm qazwsx qayxsw trustno whatever freedom freiheit google
facebook youtube microsoft windows apple samsung learnpath learning lernen student studentin schule school university universitaet lehrer
teacher deutschland germany berlin hamburg muenchen münchen bayern london america england arsenal chelsea liverpool abc abcd alles nichts
access maggie michelle orange banana yellow purple green silver golden diamond crystal matrix hannover frankfurt
`
  .trim()
  .split(/\s+/u)
