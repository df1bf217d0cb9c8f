import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bakeSvg } from '../../../../shared/credential/baking/bake-svg.ts'
import { unbakeSvg } from '../../../../shared/credential/baking/unbake-svg.ts'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import { stoneSvg } from '../../../../shared/look/stone-svg.ts'
import { badgeJson, jws } from './sample-pictures.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
const v3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
const v2 = 'xmlns:openbadges="http://openbadges.org"'
const drawing = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`
const malformed = expect.objectContaining({ code: 'badge_file_malformed' })

describe('bakeSvg', () => {
  test('writes JSON as character data right behind the opening tag', () => {
    expect(bakeSvg(svg, '{"a":"]]>"}')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">' +
        '<openbadges:credential><![CDATA[{"a":"]]]]><![CDATA[>"}]]></openbadges:credential>' +
        '<path d="M0 0h9v9z"/></svg>',
    )
  })

  test('writes a token as an attribute', () => {
    expect(bakeSvg('<svg/>', jws)).toBe(
      `<svg ${v3}><openbadges:credential verify="${jws}"></openbadges:credential></svg>`,
    )
  })

  test('takes the place of every badge that was there', () => {
    const old = `<openbadges:assertion verify="a">old</openbadges:assertion><openbadges:assertion/>`
    expect(bakeSvg(drawing(`${old}<g/>`, v2), jws)).toBe(bakeSvg(drawing('<g/>'), jws))
  })

  test('bakes the stones of Waymark', () => {
    const stone = stoneSvg({ name: 'Ŵy & <b>', hue: 'sea', howShown: 'attended', glyph: 'leaf' })
    expect(unbakeSvg(bakeSvg(stone, badgeJson))?.text).toBe(badgeJson)
  })

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script by another prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<b xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['a foreign object', '<foreignObject/>'],
    ['a handler', '<path onload="alert(1)"/>'],
    ['a handler in capitals', '<path ONCLICK="alert(1)"/>'],
    ['a link', '<a href="https://a.example"/>'],
    ['a remote picture', '<image href="https://tracker.example/a.png"/>'],
    [
      'a remote picture by another prefix',
      '<image x:href="//a.example" xmlns:x="http://www.w3.org/1999/xlink"/>',
    ],
    ['a drawing inside', '<image href="data:image/svg+xml;base64,PHN2Zz4="/>'],
    ['a remote paint', '<path fill="url(https://a.example#b)"/>'],
    ['a remote paint in disguise', '<path fill="\\75rl(https://a.example)"/>'],
    ['a remote style', '<style>@import "https://a.example"</style>'],
    ['a style in pieces', '<style>u<!-- -->r<![CDATA[l]]>(https://a.example)</style>'],
    ['an inline style', '<path style="fill:url( \'https://a.example\')"/>'],
    ['animation', '<set attributeName="href" to="javascript:alert(1)"/>'],
    ['copies of copies', '<use href="#a"/>'],
    [
      'another base',
      '<path xml:base="https://a.example" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
    ],
    ['a style sheet of elsewhere', '<?xml-stylesheet href="https://a.example"?>'],
  ])('refuses a drawing with %s', (_, content) => {
    expect(() => bakeSvg(drawing(content), jws)).toThrow(malformed)
  })

  test.each([
    '<linearGradient id="a"/><path fill="url(#a)"/><path style="fill: url( \'#a\' )"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<style>path { fill: #fff }</style>',
    '<metadata xmlns:cc="http://creativecommons.org/ns#"><cc:license resource="https://a.example"/></metadata>',
  ])('takes a drawing that only draws: %s', (content) => {
    expect(unbakeSvg(bakeSvg(drawing(content), jws))?.text).toBe(jws)
  })
})

const namespaces = (count: number) =>
  Array.from({ length: count }, (_, index) => `xmlns:c${index}="y"`).join(' ')

describe('unbakeSvg', () => {
  test('gives back any text that was baked', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string()), (badge) => {
        const text = JSON.stringify(badge).replace(/[\ufffe\uffff]/g, '')
        expect(unbakeSvg(bakeSvg(svg, text))).toEqual({ kind: 'open-badge-3', text })
      }),
    )
  })

  test('throws nothing but its own error, whatever the text is', () => {
    const good = bakeSvg(svg, badgeJson)
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(3),
        fc.constantFrom('', '<', '>', '&', '"', '/', 'x', ']]>'),
        (at, cut, text) => {
          try {
            unbakeSvg(good.slice(0, at) + text + good.slice(at + cut))
          } catch (error) {
            expect(isAppError(error) && error.code).toBe('badge_file_malformed')
          }
        },
      ),
    )
  })

  test('reads what other programs write', () => {
    const written = `\ufeff<?xml version="1.0" encoding="UTF-8"?>
<!-- Generator -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:ob='https://purl.imsglobal.org/ob/v3p0'
  width = "9">
  <ob:credential>
    {&quot;a&quot;:&#x31;&#49;}
  </ob:credential><s:script>run()</s:script>
</s:svg>
`
    expect(unbakeSvg(written)).toEqual({ kind: 'open-badge-3', text: '\n    {"a":11}\n  ' })
  })

  test.each([
    [
      'hosted, with its body',
      '<openbadges:assertion verify="https://a.example/1">{"id":1}</openbadges:assertion>',
      '{"id":1}',
    ],
    [
      'hosted, by its address alone',
      '<openbadges:assertion verify="https://a.example/1"/>',
      'https://a.example/1',
    ],
    ['signed', `<openbadges:assertion verify="${jws}"></openbadges:assertion>`, jws],
  ])('reads an Open Badge 2.0 that is %s', (_, content, text) => {
    expect(unbakeSvg(drawing(content, v2))).toEqual({ kind: 'open-badge-2', text })
  })

  test('reads a learner record, and bakes it in its own place', () => {
    const content = `<clr:credential xmlns:clr="https://purl.imsglobal.org/clr/v2p0" verify="${jws}"/>`
    expect(unbakeSvg(drawing(content))).toEqual({ kind: 'learner-record', text: jws })
    const baked = bakeSvg(svg, jws, 'learner-record')
    expect(baked).toContain('xmlns:openbadges="https://purl.imsglobal.org/clr/v2p0"')
    expect(unbakeSvg(baked)).toEqual({ kind: 'learner-record', text: jws })
  })

  test('finds no badge in a drawing without one, or in another place of it', () => {
    expect(unbakeSvg(svg)).toBeUndefined()
    expect(unbakeSvg(drawing('<credential verify="a.b.c"/>', v3))).toBeUndefined()
    expect(unbakeSvg(drawing(`<g><openbadges:credential verify="a.b.c"/></g>`, v3))).toBeUndefined()
  })

  const credential = `<openbadges:credential verify="${jws}"/>`
  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['an HTML page', '<html></html>'],
    ['XML of another kind', '<rss version="2.0"/>'],
    ['a cut file', drawing(credential, v3).slice(0, -1)],
    ['an open tag at the end', '<svg'],
    ['tags that cross', '<svg><a><b></a></b></svg>'],
    ['two roots', '<svg/><svg/>'],
    ['text behind the root', '<svg/>hello'],
    ['an unknown prefix', '<svg><openbadges:credential/></svg>'],
    ['an attribute twice', '<svg a="1" a="2"/>'],
    ['two badges', drawing(credential + credential, v3)],
    ['an empty badge', drawing('<openbadges:credential/>', v3)],
    ['a badge that is markup', drawing('<openbadges:credential><g/></openbadges:credential>', v3)],
    [
      'a badge larger than any',
      drawing(`<openbadges:credential>{${' '.repeat(4_200_000)}}</openbadges:credential>`, v3),
    ],
    ['entities of its own', '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'],
    ['a billion laughs', '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'],
    [
      'a file of the machine',
      '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    ],
    ['an unknown entity', '<svg>&nbsp;</svg>'],
    ['a reference to NUL', '<svg>&#0;</svg>'],
    ['a reference to half a character', '<svg>&#xd800;</svg>'],
    ['a control character', '<svg>\u0001</svg>'],
    ['a thousand levels', `${'<svg>'.repeat(1_000)}${'</svg>'.repeat(1_000)}`],
    ['a million elements', drawing('<g/>'.repeat(1_000_000))],
    ['nine megabytes', drawing(' '.repeat(9_000_000))],
  ])('refuses %s', (_, text) => {
    expect(() => unbakeSvg(text)).toThrow(malformed)
  })

  test.each([
    ['blanks in a tag', `<svg${' '.repeat(1_000_000)}`],
    ['open brackets', '<'.repeat(1_000_000)],
    ['ampersands', drawing('&'.repeat(1_000_000))],
    ['comments that never end', '<svg><!--'.repeat(100_000)],
    ['a long name', `<${'a'.repeat(1_000_000)}`],
    ['a DOCTYPE that never ends', `<!DOCTYPE ${'a '.repeat(500_000)}`],
    [
      'namespaces around many elements',
      `<svg ${namespaces(100_000)}>${'<a xmlns:d="z"/>'.repeat(50_000)}`,
    ],
    ['namespaces at each level', `<svg ${namespaces(100_000)}>${'<a xmlns:d="z">'.repeat(190)}`],
    [
      'places for a badge',
      drawing(
        '<o:credential verify="a"></o:credential>'.repeat(90_000),
        v3.replace('openbadges', 'o'),
      ),
    ],
    ['attributes', `<svg ${Array.from({ length: 100_000 }, (_, n) => `a${n}="1"`).join(' ')}`],
  ])(
    'takes no long time over %s',
    (_, text) => {
      expect(() => unbakeSvg(text)).toThrow(malformed)
    },
    5_000,
  )
})
