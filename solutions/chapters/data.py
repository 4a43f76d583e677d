# %% [markdown] lang="ru"
# ## 1. Данные
#
# **CIFAR-10** — это 60 000 цветных фотографий размером 32 × 32 пикселя, по 6 000 на каждый из десяти классов
# (самолёт, автомобиль, птица, кошка, олень, собака, лягушка, лошадь, корабль, грузовик). 50 000 из них — обучающая
# выборка, 10 000 — тестовая. Картинки крошечные, но задача настоящая: линейный классификатор верно отвечает примерно
# на 4 из 10, а хорошая свёрточная сеть — больше чем на 95 из 100.
#
# **`data_small`** — набор, который лежит рядом с ноутбуком. Это не фотографии, а рисунки, созданные программой: те же
# десять классов, тот же размер, 2 000 картинок в обучающей выборке и 500 в валидационной. Обучение на нём занимает
# секунды. Но это **не** CIFAR-10: сравнивать полученную здесь точность (accuracy, доля верных ответов) с результатами
# из статей нельзя. И валидационных картинок мало: от запуска к запуску точность меняется на несколько процентных
# пунктов, поэтому разница между двумя моделями в один-два пункта ни о чём не говорит.
#
# Хотите настоящий CIFAR-10? Поменяйте `DATASET` на `"cifar10"`: torchvision скачает около 170 МБ, и весь код ниже
# заработает на фотографиях. На одном ядре процессора мы намерили от 24 секунд до минуты с небольшим на эпоху, так
# что лучше взять видеокарту.

# %% [markdown] lang="en"
# ## 1. Data
#
# **CIFAR-10** is a set of 60,000 colour photographs of 32 × 32 pixels, 6,000 for each of ten classes (airplane,
# automobile, bird, cat, deer, dog, frog, horse, ship, truck): 50,000 for training and 10,000 for testing. The images
# are tiny, but the problem is a real one: a linear classifier gets about 4 of 10 images right, a good convolutional
# network more than 95 of 100.
#
# **`data_small`** is the set that lies next to this notebook. Its images are not photographs but drawings made by a
# program: the same ten classes, the same size, 2,000 images for training and 500 for validation. Training on it takes
# seconds. But it is **not** CIFAR-10: do not compare accuracies from here with published ones. And the validation
# images are few: results move by several percentage points from run to run, so a difference of a point or two between
# two models means nothing here.
#
# Would you rather use the real CIFAR-10? Set `DATASET` to `"cifar10"`: torchvision downloads about 170 MB, and all the
# code below works on photographs. On one core we measured 24 seconds to just over a minute for an epoch, so a GPU is
# advisable.

# %% tags=["otter_ignore"]
# ru: "small" или "cifar10"
# en: "small" or "cifar10"
DATASET = "small"

train, validation = load_cifar10() if DATASET == "cifar10" else load_small()
print(len(train), len(validation), train.images.shape, train.images.dtype)
_ = plot_gallery(train)

# %% [markdown] lang="ru"
# ### Нормализация
#
# Яркости пикселей хранятся целыми числами от 0 до 255. Прежде чем подать картинку в сеть, мы переводим их в отрезок
# [0, 1] и приводим каждый цветовой канал к нулевому среднему и единичному стандартному отклонению:
#
# $$x' = \frac{x / 255 - \mu_c}{\sigma_c},$$
#
# где $\mu = (0{,}4914;\ 0{,}4822;\ 0{,}4465)$ и $\sigma = (0{,}247;\ 0{,}243;\ 0{,}261)$. Эти константы посчитаны один
# раз, по **обучающей** выборке CIFAR-10. По тестовой выборке их не считают: иначе знание о ней просочилось бы в модель.
#
# Зачем это? Начальные веса слоёв выбирают в расчёте на входы порядка единицы с нулевым средним. А если все входы
# положительны, то у полносвязного нейрона градиенты по всем его весам на одной картинке имеют один и тот же знак, и
# градиентный спуск идёт зигзагами. (У свёртки вклады всех точек картинки складываются, и знаки могут быть разными.)
#
# > **Прежде чем запускать.** Константы посчитаны по CIFAR-10, а у нас рисунки. Получатся ли у нормализованных каналов
# > среднее ровно 0 и отклонение ровно 1? Откройте свой ответ.
#
# <details><summary>а) да</summary>
#
# Нет: так было бы, только если бы константы посчитали по этим же картинкам.
#
# </details>
# <details><summary>б) нет, и учиться сеть будет плохо</summary>
#
# Первое верно, второе нет: важен порядок величин, а не точные значения.
#
# </details>
# <details><summary>в) нет, но обучению это не мешает</summary>
#
# Верно. Важно другое: при обучении и при применении модели константы должны быть **одни и те же**.
#
# </details>

# %% [markdown] lang="en"
# ### Normalisation
#
# Pixels are stored as integers from 0 to 255. Before the network sees them we map them to [0, 1] and bring each
# colour channel to zero mean and unit standard deviation:
#
# $$x' = \frac{x / 255 - \mu_c}{\sigma_c},$$
#
# with $\mu = (0.4914,\ 0.4822,\ 0.4465)$ and $\sigma = (0.247,\ 0.243,\ 0.261)$. These constants were computed once, on
# the **training** part of CIFAR-10. The test part is left out of it: otherwise knowledge about it would leak into the
# model.
#
# Why? Initial weights are chosen for inputs of order one with zero mean. And when all inputs of a fully connected neuron
# are positive, one image gives all its weights gradients of one sign, and gradient descent zigzags. (In a convolution
# the contributions of all points of the image add up, and the signs may differ.)
#
# > **Before you run it.** The constants are CIFAR-10's, and ours are drawings. Will the normalised channels have a mean
# > of exactly 0 and a deviation of exactly 1? Open your answer.
#
# <details><summary>a) yes</summary>
#
# No: only if the constants had been computed on these very images.
#
# </details>
# <details><summary>b) no, and the network will learn badly</summary>
#
# The first is true, the second is not: the order of magnitude matters, not the exact values.
#
# </details>
# <details><summary>c) no, but training does not mind</summary>
#
# Right. What does matter is that training and inference use **the same** constants.
#
# </details>

# %% tags=["otter_ignore"]
mean, std = torch.tensor(CIFAR_MEAN), torch.tensor(CIFAR_STD)
# ru: [2000, 3, 32, 32]; у среднего и отклонения по числу на канал: [3, 1, 1]
# en: [2000, 3, 32, 32]; mean and deviation have a number for each channel: [3, 1, 1]
inputs = (train.images[:2000] / 255 - mean[:, None, None]) / std[:, None, None]
print("mu, sigma:", CIFAR_MEAN, CIFAR_STD)
print("x':       ", inputs.mean(dim=(0, 2, 3)), inputs.std(dim=(0, 2, 3)))

# %% [markdown] lang="ru"
# ### Dataset и DataLoader
#
# Так данные подают в сеть почти в любой программе на PyTorch:
#
# - **`Dataset`** отвечает на два вопроса: сколько картинок и какая картинка стоит под номером `index`. У torchvision он
#   уже есть для CIFAR-10; для своих картинок достаточно трёх методов.
# - **`transform`** применяется к каждой картинке в тот момент, когда её берут.
# - **`DataLoader`** собирает картинки в батчи. Обучающие он перемешивает перед каждой эпохой (`shuffle=True`),
#   валидационные перемешивать незачем. `num_workers` — сколько процессов готовят картинки; 0 работает везде.
#
# **Упражнение без баллов.** Допишите `to_input` и оба загрузчика (так называют объекты `DataLoader`), обучающий и
# валидационный: батчи по 32 картинки. Следующая ячейка проверит их. Упражнения можно пропускать: без них не запустятся
# только те эксперименты, которым нужен ваш код.
#
# <details><summary>Подсказка</summary>
#
# `to_input` делает то же, что и формула выше: `transforms.ToTensor()` переводит картинку PIL в тензор `[3, 32, 32]` с
# числами от 0 до 1, а `transforms.Normalize(mean=..., std=...)` вычитает среднее и делит на отклонение. У `DataLoader` первый
# аргумент — набор картинок (`train_set` или `validation_set`), остальные именованные: `batch_size=32`, `shuffle=...`,
# `num_workers=0`.
#
# </details>

# %% [markdown] lang="en"
# ### Dataset and DataLoader
#
# This is how nearly every program in PyTorch feeds a network:
#
# - a **`Dataset`** answers two questions: how many images there are, and which image has the number `index`. torchvision
#   has one for CIFAR-10; for images of your own three methods are enough.
# - a **`transform`** is applied to each image at the moment when it is taken.
# - a **`DataLoader`** puts images together into batches. It shuffles training images before each epoch (`shuffle=True`);
#   there is no need to shuffle validation images. `num_workers` is how many processes prepare images; 0 works anywhere.
#
# **An exercise without points.** Complete `to_input` and both loaders (objects of `DataLoader`), for training and for
# validation: batches of 32 images. The next cell checks them. Exercises may be left out: only the experiments that need your
# code will not run without them.
#
# <details><summary>Hint</summary>
#
# `to_input` does what the formula above says: `transforms.ToTensor()` turns a PIL picture into a tensor `[3, 32, 32]` of
# numbers from 0 to 1, and `transforms.Normalize(mean=..., std=...)` subtracts the mean and divides by the deviation. The first
# argument of `DataLoader` is the set of images (`train_set` or `validation_set`), the others are named: `batch_size=32`,
# `shuffle=...`, `num_workers=0`.
#
# </details>


# %% tags=["otter_ignore"]
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms
from torchvision.datasets import CIFAR10


class Drawings(Dataset):
    """
    ru: Картинки data_small в том же виде, в каком torchvision отдаёт CIFAR-10: картинка PIL и номер её класса.
    en: The images of data_small as torchvision gives those of CIFAR-10: a PIL picture and the number of its class.
    """

    def __init__(self, images, transform):
        self.images = images
        self.transform = transform

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        picture = transforms.ToPILImage()(self.images.images[index])
        return self.transform(picture), int(self.images.labels[index])


to_input = transforms.Compose(
    [
        # BEGIN SOLUTION
        transforms.ToTensor(),  # PIL 32 x 32, 0..255 -> float32 [3, 32, 32], 0..1
        transforms.Normalize(mean=CIFAR_MEAN, std=CIFAR_STD),
        # END SOLUTION
    ]
)
if DATASET == "cifar10":
    train_set = CIFAR10(root="data", train=True, download=True, transform=to_input)
    validation_set = CIFAR10(root="data", train=False, download=True, transform=to_input)
else:
    train_set = Drawings(train, transform=to_input)
    validation_set = Drawings(validation, transform=to_input)

train_loader = DataLoader(train_set, batch_size=32, shuffle=True, num_workers=0)  # SOLUTION
validation_loader = DataLoader(validation_set, batch_size=32, shuffle=False, num_workers=0)  # SOLUTION

# %% tags=["otter_ignore"]
loaders_work = check_loaders(train_loader, validation_loader, train, validation)
if loaders_work:
    images, labels = next(iter(train_loader))
    print(len(train_loader), images.shape, images.dtype, labels[:8])
