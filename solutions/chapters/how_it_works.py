# %% [markdown] lang="ru"
# ## Как устроен этот ноутбук
#
# - **Заготовки.** Код, который пишете вы, отмечен многоточием `...`. Замените его своим. Имена классов и параметры
#   методов не меняйте: по ним решение находит проверка. Всё остальное (имена атрибутов, `nn.Sequential` или отдельные
#   слои) — дело вашего вкуса.
# - **Проверка.** После каждого задания есть ячейка `grader.check("q1")`. Это открытые тесты: за несколько секунд они
#   объясняют, что не так, а если всё хорошо, говорят, на что ещё посмотрят скрытые тесты. Запускайте их сколько угодно
#   раз. Скрытые тесты добавятся при оценке. Они проверяют то же самое условие, только тщательнее, поэтому читайте
#   условие целиком.
# - **Прогнозы.** Перед экспериментами стоит вопрос «Прежде чем запускать» с ответами на выбор. Нажмите на свой: под
#   ним откроется, что с ним не так или почему он верен. Это нигде не сохраняется и не оценивается, а ошибиться здесь
#   полезно: так лучше запоминается.
# - **Упражнения без баллов.** В них вы пишете остальной код семинара: загрузчики, цикл обучения, аугментации, сеть `vgg` и
#   dropout в ней; ещё два — про формы слоёв и починку сети. Их тоже сразу проверяет ячейка рядом, и строка «Сделано»
#   показывает, что уже готово.
# - **Подсказки** свёрнуты, их по три на задание: от намёка до почти готового ответа. Открывайте по одной.
# - **Без интернета и без видеокарты.** Данные лежат рядом с ноутбуком, и на двух ядрах процессора все эксперименты
#   вместе занимают несколько минут. Если видеокарта есть, обучение пойдёт на ней.
# - **Где работать.** В JupyterLab и VS Code откройте распакованную папку задания. В VS Code ещё выберите ядро: кнопка
#   Select Kernel справа вверху → Python Environments → то окружение, куда вы ставили пакеты. В Google Colab и Kaggle откройте один
#   ноутбук: папку принесёт его первая ячейка с кодом.
# - **Ползунки.** Под некоторыми рисунками есть ползунки и кнопки, они рисуют ещё один рисунок ниже. Работает и
#   клавиатура: Tab, стрелки, пробел. Если ползунков нет (так в Colab), измените числа в ячейке и выполните её снова.
# - **При оценке ваш код запускается заново**, а ячейки с долгими экспериментами пропускаются. Поэтому `import` и
#   вспомогательные функции, без которых решение не работает, пишите в ячейке самого решения.

# %% [markdown] lang="en"
# ## How this notebook works
#
# - **Stubs.** The code that you write is marked with `...`. Replace it with your own. Keep the names of the classes
#   and the parameters of the methods, since that is how the checks find you. Everything else (attribute names,
#   `nn.Sequential` or separate layers) is up to you.
# - **Checks.** Each task ends with a cell such as `grader.check("q1")`. These are the public tests: they take seconds,
#   say what is wrong, and when all is well, what hidden tests will look at besides. Run them as often as you like.
#   Grading adds the hidden tests. They check the same statement of the task, only more thoroughly, so read the whole
#   statement.
# - **Predictions.** A question, "Before you run it", comes before each experiment, with answers to choose from. Press
#   yours: what is wrong with it, or why it is right, opens below it. Nothing of this is stored or graded, and being
#   wrong helps: you will remember it.
# - **Exercises without points.** In these you write the rest of the seminar's code: loaders, the training loop, augmentation,
#   the network `vgg`, and dropout in it; two more are on shapes and on a network to repair. A cell beside each checks it at
#   once too, and a line "Done" shows what is ready.
# - **Hints** are folded, three per task, from a nudge to nearly there. Open them one at a time.
# - **No internet and no GPU needed.** The data lie next to the notebook, and on two CPU cores all experiments
#   together take a few minutes. A GPU is used if there is one.
# - **Where to work.** In JupyterLab and VS Code open the unpacked folder of the assignment. In VS Code choose a kernel
#   too: the button Select Kernel at the top right → Python Environments → the environment with your packages. In Google Colab and Kaggle
#   open the notebook alone: its first code cell fetches the folder.
# - **Sliders.** Some figures have sliders and buttons below them, which draw one more figure. The keyboard works too:
#   Tab, the arrow keys, space. Where there are none (as in Colab), change the numbers in the cell and run it again.
# - **Grading runs your code afresh** and skips the cells with long experiments. So put any `import` or helper that
#   your solution needs into the cell of the solution itself.

# %% tags=["otter_ignore", "before_otter"]
# ru: @title Всё ли на месте? В Google Colab и Kaggle эта ячейка приносит папку задания и Otter.
# en: @title Is everything there? In Google Colab and Kaggle this cell brings the assignment's folder and Otter.
# ru: Адрес assignment.zip указывает преподаватель. Нет адреса? Загрузите архив рядом с ноутбуком сами.
# en: The course sets the address of assignment.zip. No address? Upload the archive next to the notebook yourself.
ASSIGNMENT_URL = ""


class NotReady(Exception):
    def _render_traceback_(self):
        return [str(self)]


def fetch_assignment(url):
    """
    ru: Найти или скачать assignment.zip, распаковать его, перейти в его папку. Вернуть True в Colab и Kaggle.
    en: Find or download assignment.zip, unpack it, and move into its folder. Return True in Colab and Kaggle.
    """
    import glob
    import io
    import os
    import shutil
    import subprocess
    import sys
    import urllib.request
    import zipfile

    if "google.colab" not in sys.modules and "KAGGLE_KERNEL_RUN_TYPE" not in os.environ:
        return False
    folder = "seminar-assignment"
    if not os.path.isdir("seminar"):
        # ru: Kaggle сам распаковывает архивы, добавленные через Add Input, но писать туда нельзя.
        # en: Kaggle unpacks archives that come through Add Input, but nothing can be written there.
        unpacked = glob.glob(f"/kaggle/input/**/{folder}", recursive=True)
        archives = glob.glob("assignment*.zip") + glob.glob("/kaggle/input/**/assignment*.zip", recursive=True)
        try:
            if unpacked and not os.path.isdir(folder):
                shutil.copytree(unpacked[0], folder)
            elif not os.path.isdir(folder):
                archive = archives[0] if archives else io.BytesIO(urllib.request.urlopen(url, timeout=60).read())
                zipfile.ZipFile(archive).extractall()
            os.chdir(folder)
        except Exception as error:
            advice = """
            ru: Папки задания нет: загрузите assignment.zip рядом с ноутбуком целиком и выполните ячейку снова.
            en: The assignment's folder is missing: upload the whole assignment.zip and run the cell again.
            """
            reason = f" ({error})" if url or archives or unpacked else ""
            raise NotReady(advice.strip() + reason) from None
    sys.path.insert(0, os.getcwd())
    if subprocess.call([sys.executable, "-m", "pip", "install", "--quiet", "{{ otter }}"]):
        advice = """
        ru: Otter не установился: включите интернет (в Kaggle: Settings, Internet) и выполните ячейку снова.
        en: Otter was not installed: switch the internet on (Kaggle: Settings, Internet) and run the cell again.
        """
        raise NotReady(advice.strip())
    return True


def require_installed():
    """
    ru: Остановиться с одной строкой, если рядом нет папки семинара или не установлены пакеты.
    en: Stop with one line where the seminar's folder is not beside the notebook, or packages are not installed.
    """
    import os
    import sys
    from importlib.util import find_spec

    if not os.path.isdir("seminar"):
        advice = """
        ru: Рядом с ноутбуком нет папки seminar: распакуйте assignment.zip целиком и откройте ноутбук из этой папки.
        en: There is no folder seminar beside the notebook: unpack all of assignment.zip and open the notebook in there.
        """
        raise NotReady(advice.strip())
    needed = ("torch", "torchvision", "otter", "matplotlib", "pandas", "tqdm")
    missing = ", ".join(name for name in needed if find_spec(name) is None)
    if missing:
        advice = f"""
        ru: Не установлено: {missing}. Выберите ядро (Kernel), где это есть, или выполните в терминале, в папке задания:
        en: Not installed: {missing}. Choose a kernel that has it, or run this in a terminal, in the assignment's folder:
        """
        raise NotReady(f'{advice.strip()} "{sys.executable}" -m pip install -r requirements.txt')


HOSTED = fetch_assignment(ASSIGNMENT_URL)
require_installed()

# %%
import torch
from torch import nn

from seminar import *

use_language("{{ lang }}")
