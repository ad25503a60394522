// Before anything is drawn: light or dark as the system says, then and later, and which keys the search box names.
const { classList } = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => classList.toggle('dark', dark.matches);
follow();
dark.addEventListener('change', follow);
classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
