// One of several photos at random on each visit; without this script the first one stays.
for (const image of document.querySelectorAll("img[data-photos]")) {
  const photos = JSON.parse(image.dataset.photos);
  const photo = photos[Math.floor(Math.random() * photos.length)];
  if (photo.src !== image.getAttribute("src")) {
    image.width = photo.width;
    image.height = photo.height;
    image.alt = photo.alt;
    image.srcset = photo.srcset;
    image.src = photo.src;
  }
}
