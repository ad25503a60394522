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
    text: 'Guides',
    items: [
      guide('start', 'Start in five minutes'),
      guide('models-in-git', 'Keep models in Git'),
      guide('cost', 'What a call cost'),
      guide('newer-catalog', 'A newer catalog without a release'),
      guide('approved-models', 'Only approved models'),
      guide('without-a-key', 'Read without a key'),
    ],
  },
  {
    text: 'Running it',
    items: [
      guide('deployment', 'Deploy'),
      guide('postgresql', 'Move to PostgreSQL'),
      guide('upgrading', 'Upgrade'),
      guide('backups', 'Back up and restore'),
    ],
  },
  {
    text: 'With other programs',
    items: [
      guide('litellm', 'A LiteLLM proxy reads our prices'),
      guide('openai-clients', 'Models in OpenAI clients and models.dev'),
      guide('generators', 'Python, Postman and other generators'),
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
