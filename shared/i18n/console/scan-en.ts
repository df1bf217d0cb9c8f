import type { Messages } from '../messages.ts'

/** Scanning the codes of learners, at the console. */
export const consoleScanEnglish = {
  'console.area.scan': 'Scan and give',

  'console.scan.title': 'Scan and give a badge',
  'console.scan.choose': 'Which badge do you want to give?',
  'console.scan.none': 'There are no badges here to give yet.',
  'console.scan.none-next': 'Publish a badge first. Then you can give it on the spot.',
  'console.scan.to-badges': 'To the badges',
  'console.scan.give': 'Give {badge}',
  'console.scan.intro':
    'Scan the code in a learner’s wallet. The badge shows up on their phone at once.',
  'console.scan.other-badge': 'Another badge',
  'console.scan.mark': 'Mark who is here by scan',
  'console.scan.mark-intro':
    'Scan the code in a learner’s wallet. Their name on the register is then marked as here.',
  'console.scan.by-scan': 'Mark by scan',
  'console.scan.start': 'Turn the camera on',
  'console.scan.stop': 'Turn the camera off',
  'console.scan.looking': 'Show the learner’s code to the camera.',
  'console.scan.no-camera':
    'There is no camera that we can use. Allow it in your browser, or use one of the ways below.',
  'console.scan.not-sent': 'That did not go through. Scan the code once more.',
  'console.scan.done': 'Done in this visit',
  'console.scan.other-ways': 'No camera? Use a picture or paste the code',
  'console.scan.picture': 'A picture of the code',
  'console.scan.code': 'The code as text',
  'console.scan.code-hint': 'The learner finds it in their wallet, under the code.',
  'console.scan.send': 'Use this code',
  'console.scan.how': 'How do learners find their code?',
  'console.scan.how-text':
    'Let them scan this with their phone. It opens their wallet and shows their own code. Those who have no wallet yet can make one right there.',
  'console.scan.how-code': 'Code that opens the learner’s own code',
  'console.scan.given': 'The badge is on its way to the learner’s phone.',
  'console.scan.given-before': 'This code was scanned just now. The learner has the badge once.',
  'console.scan.marked': '{name} is here.',
  'console.scan.who': 'Whose code is this?',
  'console.scan.who-text':
    'This register has not seen this code before. Say once whose it is. Next time their name is marked by itself.',
  'console.scan.who-person': 'A name on the list',
  'console.scan.who-name': 'Or a new name',
  'console.scan.nobody-chosen': 'Choose a name',
  'console.scan.who-missing': 'Choose a name or write a new one',
  'console.scan.who-save': 'Mark as here',
  'console.scan.back': 'Back to the camera',

  'console.scan.refused-malformed': 'This is not a learner’s code. Nothing was given.',
  'console.scan.refused-other-city':
    'This code is for another city. Ask the learner to choose this city in their wallet.',
  'console.scan.refused-too-old':
    'This code is too old. Ask the learner to open it again, and scan the new one.',
  'console.scan.refused-clock-wrong':
    'The clock of the learner’s phone is wrong. Ask them to set it, then scan once more.',
  'console.scan.refused-forged':
    'This code was not made by the wallet it names. Nothing was given.',
  'console.scan.refused-unreachable':
    'We could not check this code just now. Nothing was given. Scan it once more in a minute.',
  'console.scan.refused-used': 'This code was used before. Ask the learner for a new one.',
  'console.scan.refused-nothing': 'Paste the code, or choose a picture of it.',
  'console.scan.refused-no-code':
    'We found no code in this picture. Try one that is sharp and straight.',
} as const satisfies Messages<'console'>
