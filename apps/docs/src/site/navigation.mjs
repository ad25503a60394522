// Where the header and the sidebar lead. Links are addresses in the site.

/** In the header of every page, the reference's too. `section` is how the addresses begin that belong to it. */
export const sitePages = [
  { text: 'Models', link: '/explorer/', section: '/explorer/' },
  { text: 'Guides', link: '/guides/start.html', section: '/guides/' },
  { text: 'Reference', link: '/reference.html', section: '/reference' },
  { text: 'Catalog', link: '/catalog.html', section: '/catalog' },
  { text: 'Errors', link: '/errors/', section: '/errors/' },
];

/** @param {string} name file name without its ending @param {string} text */
const guide = (name, text) => ({ text, link: `/guides/${name}.html` });

export const sidebar = [
  {
    text: 'Start',
    items: [guide('start', 'Start in five minutes'), guide('respan', 'Coming from Respan')],
  },
  {
    text: 'Concepts',
    items: [
      guide('names', 'Names'),
      guide('own-and-shipped', 'Own and shipped'),
      guide('inheritance', 'Inheritance'),
      guide('unknown', 'Unknown is not zero'),
      guide('lists', 'Lists and filters'),
      guide('conditional-writes', 'Conditional writes'),
      guide('revisions', 'Revisions, live copies'),
      guide('providers', 'Providers and secrets'),
      guide('roles', 'Organizations and roles'),
    ],
  },
  {
    text: 'Tasks',
    items: [
      guide('negotiated-price', 'A negotiated price'),
      guide('fine-tune', 'A fine-tune'),
      guide('private-endpoint', 'A private endpoint'),
      guide('cost', 'What a call cost'),
      guide('price-table', 'Replace a price table in code'),
      guide('models-in-git', 'Keep models in Git'),
      guide('approved-models', 'Only approved models'),
      guide('gateway', 'A gateway of your own'),
      guide('litellm', 'LiteLLM reads our prices'),
      guide('openai-clients', 'OpenAI clients and models.dev'),
      guide('generators', 'Python, Postman, generators'),
    ],
  },
  {
    text: 'Operate',
    items: [
      guide('deployment', 'Deploy'),
      guide('identity-provider', 'Keys and identity providers'),
      guide('without-a-key', 'Read without a key'),
      guide('newer-catalog', 'A newer catalog'),
      guide('postgresql', 'Move to PostgreSQL'),
      guide('upgrading', 'Upgrade'),
      guide('backups', 'Back up and restore'),
    ],
  },
  {
    text: 'Reference',
    items: [
      { text: 'Models and prices', link: '/explorer/' },
      { text: 'API with try-it', link: '/reference.html' },
      { text: 'Operations', link: '/operations.html' },
      { text: 'Model fields', link: '/fields.html' },
      { text: 'Errors', link: '/errors/' },
      { text: 'Configuration', link: '/configuration.html' },
      { text: 'The shipped catalog', link: '/catalog.html' },
      { text: 'Changelog', link: '/changelog.html' },
    ],
  },
];
